import { Controller, Get, Header, Param, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { sharedRecord, type SharedRecord } from '@bo1/contracts/record/schema';
import { Public } from '../auth/auth.guard.ts';
import { Answers, Operation, PublicRefuses } from '../openapi/decorators.ts';
import { API } from '../openapi/paths.ts';
import { SharedService } from './shared.service.ts';
import { VisitLimitGuard } from './visit-limit.guard.ts';

@ApiTags('Shares')
@Controller(`${API}/shared`)
@Public()
@UseGuards(VisitLimitGuard)
export class SharedController {
  constructor(private readonly shared: SharedService) {}

  @Get(':token')
  @Header('x-robots-tag', 'noindex, nofollow')
  @Header('referrer-policy', 'no-referrer')
  @Operation('A shared record', 'Needs no account. A link that has expired or was revoked answers 410.')
  @Answers(200, sharedRecord, 'The record, without its person, its meeting and its costs')
  @PublicRefuses('not_found', 'link_gone', 'rate_limited')
  record(@Param('token') token: string): Promise<SharedRecord> {
    return this.shared.record(token);
  }
}
