import { Injectable } from '@nestjs/common';
import type { EventPage } from '@bo1/contracts/events/schema';
import type { Request, Response } from 'express';
import type { Person } from '../auth/person.ts';
import { MeetingsRepository } from '../meetings/meetings.repository.ts';
import { ProblemError, unavailable } from '../problems/problem.ts';
import { withStorageRetry } from '@bo1/prisma/client';
import { EventsRepository } from './events.repository.ts';
import { retryFrame } from './frames.ts';
import { Live } from './live.ts';
import { Reader } from './reader.ts';

const STREAM_HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  // Compressing proxies would hold frames back.
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
  connection: 'keep-alive',
} as const;

@Injectable()
export class EventsService {
  constructor(
    private readonly repository: EventsRepository,
    private readonly meetings: MeetingsRepository,
    private readonly live: Live,
  ) {}

  async list(
    person: Person,
    sessionId: string,
    query: { after: number; limit?: number | undefined },
  ): Promise<EventPage> {
    await this.meetings.readable(person, sessionId);
    return this.repository.list(sessionId, query.after, query.limit);
  }

  /**
   * Subscribes first, then reads the log after the last id, then goes live: first connection, reconnect and replay are this
   * one path. 204 tells an EventSource that nothing will follow.
   */
  async stream(person: Person, sessionId: string, after: number, request: Request, response: Response): Promise<void> {
    if (this.live.isClosing) throw unavailable('The server restarts: connect again in a moment.');
    const meeting = await this.meetings.readable(person, sessionId);
    if (meeting.closedAttempt >= meeting.attempt && after >= meeting.lastSequence) {
      response.status(204).end();
      return;
    }
    // An id from beyond the log would hide what comes: such a reader goes on from the log's end.
    const from = Math.min(after, meeting.lastSequence);
    const reader = new Reader(response, from, {
      page: (sequence) => this.repository.page(sessionId, sequence),
      drafts: () => this.live.drafts(sessionId),
    });
    if (response.closed) return;
    response.once('close', () => this.live.leave(sessionId, reader));
    await this.live.join(sessionId, meeting.lastSequence, reader, request.loginId!);
    const first = await withStorageRetry(() => this.repository.page(sessionId, from));
    if (reader.isClosed) return;
    this.logLine(request, response, person, sessionId, reader);
    response.writeHead(200, STREAM_HEADERS);
    response.write(retryFrame(1_000, 3_000));
    await reader.catchUp(first);
  }

  private logLine(request: Request, response: Response, person: Person, sessionId: string, reader: Reader): void {
    const opened = Date.now();
    const client = { address: request.ip, user_agent: request.headers['user-agent'] };
    const from = reader.sent;
    request.log.info({ session_id: sessionId, user_id: person.id, client, from }, 'stream opened');
    response.once('close', () =>
      request.log.info(
        { session_id: sessionId, user_id: person.id, client, from, to: reader.sent, open_ms: Date.now() - opened },
        'stream closed',
      ),
    );
  }
}

/** The last id as the reader has it: the header of a reconnect, else the query. Throws 422 for what is no sequence. */
export function lastIdFrom(header: string | undefined, query: number): number {
  if (header === undefined || header === '') return query;
  if (!/^\d{1,9}$/.test(header))
    throw new ProblemError('validation_failed', 'Last-Event-ID must be the id of an event.');
  return Number(header);
}
