import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { liveChannel, type LiveMessage } from '@bo1/contracts/events/values';
import { inTransaction, type Db } from '@bo1/prisma/client';
import { appendEvents, lockSession, type NewEvent } from '@bo1/prisma/events';

/** Writes a meeting's log as the worker does: a transaction, then one wake. */
export class LogWriter {
  readonly redis: Redis;
  private readonly db: Db;
  private readonly sessionId: string;

  constructor(db: Db, redisUrl: string, sessionId: string) {
    this.db = db;
    this.sessionId = sessionId;
    this.redis = new Redis(redisUrl, { enableOfflineQueue: false, maxRetriesPerRequest: 0, lazyConnect: false });
    this.redis.on('error', () => undefined);
  }

  /** Appends facts in one transaction; returns the last sequence. A wake that cannot be sent is lost, as in life. */
  async append(...events: Pick<NewEvent, 'type' | 'data'>[]): Promise<number> {
    const facts = events.map((event) => ({ ...event, dedupeKey: randomUUID() })) as NewEvent[];
    const { last_sequence } = await inTransaction(this.db, async (tx) => {
      const session = await lockSession(tx, this.sessionId);
      return appendEvents(tx, session, { attempt: 1, correlationId: 'test', events: facts });
    });
    await this.say({ kind: 'wake', sequence: last_sequence }).catch(() => undefined);
    return last_sequence;
  }

  /** A pause: the smallest event there is. */
  tick(version: number): Promise<number> {
    return this.append({ type: 'paused', data: { version } } as never);
  }

  end(): Promise<number> {
    return this.append({ type: 'cancelled', data: { reason: 'stopped_by_user' } } as never);
  }

  async say(message: LiveMessage): Promise<void> {
    await this.redis.publish(liveChannel(this.sessionId), JSON.stringify(message));
  }

  stop(): void {
    this.redis.disconnect();
  }
}
