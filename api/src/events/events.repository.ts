import { Inject, Injectable } from '@nestjs/common';
import { withStorageRetry, type Db } from '@bo1/prisma/client';
import { readEvents } from '@bo1/prisma/events';
import type { EventPage } from '@bo1/contracts/events/schema';
import { DATABASE } from '../storage/tokens.ts';
import { durableFrame, type Frame } from './frames.ts';

const PAGE = 500;

@Injectable()
export class EventsRepository {
  constructor(@Inject(DATABASE) private readonly db: Db) {}

  /** What follows `after`: all of it, or `limit` events and whether there are more. */
  async list(sessionId: string, after: number, limit?: number): Promise<EventPage> {
    const events = await withStorageRetry(() =>
      readEvents(this.db, { sessionId, after, ...(limit !== undefined && { limit: limit + 1 }) }),
    );
    const hasMore = limit !== undefined && events.length > limit;
    return { events: hasMore ? events.slice(0, limit) : events, has_more: hasMore };
  }

  /** A page of frames for streams. Fails at once: a stream has its own patience. */
  async page(sessionId: string, after: number): Promise<{ frames: Frame[]; more: boolean }> {
    const events = await readEvents(this.db, { sessionId, after, limit: PAGE });
    return { frames: events.map(durableFrame), more: events.length === PAGE };
  }
}
