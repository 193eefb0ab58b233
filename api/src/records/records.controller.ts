import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { sessionId } from '@bo1/contracts/meeting/schema';
import type { Response } from 'express';
import { Caller, type Person } from '../auth/person.ts';
import { Operation, Refuses } from '../openapi/decorators.ts';
import { API } from '../openapi/paths.ts';
import { RecordsService } from './records.service.ts';

@ApiTags('Records')
@Controller(`${API}/sessions/:id`)
export class RecordsController {
  constructor(private readonly records: RecordsService) {}

  @Get('record.json')
  @Operation('The finished record as JSON')
  @ApiProduces('application/json')
  @ApiResponse({
    status: 200,
    description: 'The archived record',
    content: { 'application/json': { schema: { type: 'object' } } },
  })
  @Refuses('malformed_id', 'not_found')
  json(
    @Caller() person: Person,
    @Param('id', { schema: sessionId }) id: string,
    @Res() response: Response,
  ): Promise<void> {
    return this.records.send(person, id, 'json', response);
  }

  @Get('record.md')
  @Operation('The finished record as Markdown')
  @ApiProduces('text/markdown')
  @ApiResponse({
    status: 200,
    description: 'The archived record',
    content: { 'text/markdown': { schema: { type: 'string' } } },
  })
  @Refuses('malformed_id', 'not_found')
  markdown(
    @Caller() person: Person,
    @Param('id', { schema: sessionId }) id: string,
    @Res() response: Response,
  ): Promise<void> {
    return this.records.send(person, id, 'md', response);
  }
}
