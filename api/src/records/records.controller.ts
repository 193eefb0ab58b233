import { applyDecorators, Controller, Get, Param, Res } from '@nestjs/common';
import { ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { sessionId } from '@bo1/contracts/meeting/schema';
import type { Response } from 'express';
import { Caller, type Person } from '../auth/person.ts';
import { Operation, Refuses } from '../openapi/decorators.ts';
import { API } from '../openapi/paths.ts';
import { RecordsService, type RecordFormat } from './records.service.ts';

const Downloads = (type: string, schema: { type: 'object' | 'string'; format?: string }) =>
  applyDecorators(
    ApiProduces(type),
    ApiResponse({ status: 200, description: 'The record as it stands now', content: { [type]: { schema } } }),
    Refuses('malformed_id', 'not_found'),
  );

@ApiTags('Records')
@Controller(`${API}/sessions/:id`)
export class RecordsController {
  constructor(private readonly records: RecordsService) {}

  @Get('record.json')
  @Operation('The record as JSON', 'The meeting, its record and its log, with what you did with the record since.')
  @Downloads('application/json', { type: 'object' })
  json(@Caller() person: Person, @Param('id', { schema: sessionId }) id: string, @Res() response: Response) {
    return this.send(person, id, 'json', response);
  }

  @Get('record.md')
  @Operation('The record as Markdown')
  @Downloads('text/markdown', { type: 'string' })
  markdown(@Caller() person: Person, @Param('id', { schema: sessionId }) id: string, @Res() response: Response) {
    return this.send(person, id, 'md', response);
  }

  @Get('record.pdf')
  @Operation('The record as PDF', 'Tagged, with embedded typefaces that cover Latin, Greek and Cyrillic.')
  @Downloads('application/pdf', { type: 'string', format: 'binary' })
  pdf(@Caller() person: Person, @Param('id', { schema: sessionId }) id: string, @Res() response: Response) {
    return this.send(person, id, 'pdf', response);
  }

  @Get('record.ics')
  @Operation(
    'The open actions as a calendar',
    'iCalendar: an all-day event with an alarm for each action that is open.',
  )
  @Downloads('text/calendar', { type: 'string' })
  calendar(@Caller() person: Person, @Param('id', { schema: sessionId }) id: string, @Res() response: Response) {
    return this.send(person, id, 'ics', response);
  }

  private async send(person: Person, id: string, format: RecordFormat, response: Response): Promise<void> {
    const { type, disposition, bytes } = await this.records.file(person, id, format);
    response.setHeader('content-disposition', disposition);
    response.type(type).send(bytes);
  }
}
