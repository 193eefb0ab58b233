import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { meta, type Meta } from '@bo1/contracts/health/schema';
import { Public } from '../auth/auth.guard.ts';
import { MaybeCaller, type Person } from '../auth/person.ts';
import { Answers, Operation, PublicRefuses } from '../openapi/decorators.ts';
import { API } from '../openapi/paths.ts';
import { MetaService } from './meta.service.ts';

@ApiTags('Meta')
@Controller(`${API}/meta`)
export class MetaController {
  constructor(private readonly service: MetaService) {}

  @Get()
  @Public({ greets: true })
  @Operation('What this installation is', 'Whether the model is simulated, and how to sign in to the demo.')
  @Answers(200, meta, 'The installation')
  @PublicRefuses()
  meta(@MaybeCaller() person: Person | null): Meta {
    return this.service.meta(person);
  }
}
