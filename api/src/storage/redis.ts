import { Redis } from 'ioredis';
import type { Logger } from 'pino';

/** Longest wait for an answer of Redis: nothing that is asked of it is worth more. */
const COMMAND_TIMEOUT_MS = 400;
const RECONNECT_AT_MOST_MS = 1_000;

/** A connection for commands: fails at once while Redis is away, so that nobody waits for a convenience. */
export function createRedis(url: string, log: Logger): Redis {
  const redis = new Redis(url, {
    connectionName: 'bo1-api',
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: COMMAND_TIMEOUT_MS,
    connectTimeout: 1_000,
    retryStrategy: (attempt) => Math.min(50 * 2 ** attempt, RECONNECT_AT_MOST_MS),
  });
  return logged(redis, log);
}

/** The one connection for subscriptions of this process; ioredis subscribes again by itself after a reconnect. */
export function createSubscriber(url: string, log: Logger): Redis {
  const redis = new Redis(url, {
    connectionName: 'bo1-api-live',
    autoResubscribe: true,
    maxRetriesPerRequest: null,
    connectTimeout: 1_000,
    retryStrategy: (attempt) => Math.min(50 * 2 ** attempt, RECONNECT_AT_MOST_MS),
  });
  return logged(redis, log);
}

/** One line when it goes and one when it comes back, not one for each attempt. */
function logged(redis: Redis, log: Logger): Redis {
  let away = false;
  redis.on('error', (error: Error) => {
    if (!away) log.warn({ err: error }, 'redis is away');
    away = true;
  });
  redis.on('ready', () => {
    if (away) log.info('redis is back');
    away = false;
  });
  return redis;
}
