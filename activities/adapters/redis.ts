import { DRAFTS_TTL_SECONDS, draftsKey, liveChannel, type LiveMessage } from '@bo1/contracts/events/values';
import { Redis } from 'ioredis';
import type { DraftRef, LivePort } from '../ports/live.ts';
import type { Log } from '../ports/log.ts';
import { enterPrefix } from './redis.prefix-gate.ts';

/** Longest time a caller waits for Redis, in ms. */
const PATIENCE_MS = 200;

export interface RedisLive extends LivePort {
  /** Whether Redis answers, for health checks; rejects where it does not. */
  ping(): Promise<void>;
  close(): void;
}

/**
 * Wake-ups, drafts and the prefix gate on Redis. While it is away commands fail at once instead of queueing: a wake that
 * comes late is worth nothing, since readers look at the log themselves.
 */
export function createRedisLive(url: string, log: Log): RedisLive {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: PATIENCE_MS,
    connectTimeout: 2_000,
    retryStrategy: (times) => Math.min(100 * times, 1_000),
  });
  let away = false;
  redis.on('error', (error: Error) => {
    if (!away)
      log.warn({ code: (error as NodeJS.ErrnoException).code }, 'Redis is away; readers poll until it is back');
    away = true;
  });
  redis.on('ready', () => {
    if (away) log.info({}, 'Redis is back');
    away = false;
  });
  const quietly = async (work: Promise<unknown>): Promise<void> => {
    await work.catch(() => {});
  };
  const publish = (sessionId: string, message: LiveMessage) =>
    redis.publish(liveChannel(sessionId), JSON.stringify(message));
  const dropDraft = (draft: DraftRef) => redis.hdel(draftsKey(draft.sessionId), draft.callKey);

  return {
    wake: (sessionId, sequence) => quietly(publish(sessionId, { kind: 'wake', sequence })),
    delta(draft, text, shown) {
      const key = draftsKey(draft.sessionId);
      void quietly(
        redis
          .pipeline()
          .hset(key, draft.callKey, JSON.stringify({ attempt: draft.attempt, text }))
          .expire(key, DRAFTS_TTL_SECONDS)
          .publish(
            liveChannel(draft.sessionId),
            JSON.stringify({
              kind: 'delta',
              call_key: draft.callKey,
              attempt: draft.attempt,
              offset: shown,
              text: text.slice(shown),
            } satisfies LiveMessage),
          )
          .exec(),
      );
    },
    async restarted(draft) {
      const message: LiveMessage = { kind: 'restarted', call_key: draft.callKey, attempt: draft.attempt };
      await quietly(Promise.all([dropDraft(draft), publish(draft.sessionId, message)]));
    },
    finished: (draft) => quietly(dropDraft(draft)),
    enterPrefix: (prefix, waitMs, signal) => enterPrefix(redis, prefix, waitMs, signal),
    async ping() {
      await redis.ping();
    },
    close: () => redis.disconnect(),
  };
}
