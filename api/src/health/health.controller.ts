import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { health, healthPart, live, partHealth, type Health, type PartHealth } from '@bo1/contracts/health/schema';
import type { Response } from 'express';
import { Public } from '../auth/auth.guard.ts';
import { Answers, Operation } from '../openapi/decorators.ts';
import { HealthService } from './health.service.ts';
import type { HealthPart } from './probes.ts';

const statusOf = (answer: { status: string }) => (answer.status === 'down' ? 503 : 200);

@ApiTags('Health')
@Public()
@Controller({ path: 'api/health' })
export class HealthController {
  constructor(private readonly service: HealthService) {}

  @Get('live')
  @Operation('Whether the process runs')
  @Answers(200, live, 'It does')
  live(): { status: 'up' } {
    return { status: 'up' };
  }

  @Get('ready')
  @Operation('Whether requests can be served', 'Needs the database; everything else may be away for a while.')
  @Answers(200, partHealth, 'They can')
  @ApiResponse({ status: 503, standardSchema: partHealth, description: 'Not now' })
  async ready(@Res({ passthrough: true }) response: Response): Promise<PartHealth> {
    const answer = await this.service.part('db');
    response.status(statusOf(answer));
    return answer;
  }

  @Get()
  @Operation('All parts at once', 'Real probes, at most one a second, free of cost.')
  @Answers(200, health, 'Up, or degraded')
  @ApiResponse({ status: 503, standardSchema: health, description: 'Down' })
  async overall(@Res({ passthrough: true }) response: Response): Promise<Health> {
    const answer = await this.service.overall();
    response.status(statusOf(answer));
    return answer;
  }

  @Get(':part')
  @Operation('One part')
  @Answers(200, partHealth, 'It answers')
  @ApiResponse({ status: 503, standardSchema: partHealth, description: 'It does not' })
  async part(
    @Param('part', { schema: healthPart }) part: HealthPart,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PartHealth> {
    const answer = await this.service.part(part);
    response.status(statusOf(answer));
    return answer;
  }
}
