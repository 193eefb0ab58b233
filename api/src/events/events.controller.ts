import { Controller, Get, Headers, Param, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { eventPage, eventsQuery, streamQuery, type EventPage } from '@bo1/contracts/events/schema';
import { sessionId } from '@bo1/contracts/meeting/schema';
import type { Request, Response } from 'express';
import { Caller, type Person } from '../auth/person.ts';
import { Answers, Operation, Refuses, Streams } from '../openapi/decorators.ts';
import { API } from '../openapi/paths.ts';
import { EventsService, lastIdFrom } from './events.service.ts';

@ApiTags('Events')
@Controller(`${API}/sessions/:id`)
export class EventsController {
  constructor(private readonly events: EventsService) {}

  @Get('events')
  @Operation('The log of a meeting', 'All events after a sequence; the sequence of a meeting runs 1…n without a gap.')
  @Answers(200, eventPage, 'The events, oldest first')
  @Refuses('malformed_id', 'validation_failed', 'not_found')
  list(
    @Caller() person: Person,
    @Param('id', { schema: sessionId }) id: string,
    @Query({ schema: eventsQuery }) query: { after: number; limit?: number },
  ): Promise<EventPage> {
    return this.events.list(person, id, query);
  }

  @Get('stream')
  @Streams()
  @Refuses('malformed_id', 'validation_failed', 'not_found')
  stream(
    @Caller() person: Person,
    @Param('id', { schema: sessionId }) id: string,
    @Query({ schema: streamQuery }) query: { after: number },
    @Headers('last-event-id') lastId: string | undefined,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.events.stream(person, id, lastIdFrom(lastId, query.after), request, response);
  }
}
