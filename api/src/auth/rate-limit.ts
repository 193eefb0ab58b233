import type { BetterAuthOptions } from 'better-auth';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';

export type RateLimitStorage = NonNullable<NonNullable<BetterAuthOptions['rateLimit']>['customStorage']>;

/** Counters of this process at most; the oldest go first. */
const MAX_KEPT = 10_000;

/**
 * Counts tries by address and path in windows that begin with the first of them. Kept in Redis, so that all processes and
 * restarts share one count; while that is away each process counts for itself, and says so once.
 */
export function createRateLimit(
  redis: Redis,
  log: Pick<Logger, 'warn' | 'info'>,
  /** What is limited: its name in keys, and in what is logged. */
  { name, what } = { name: 'auth', what: 'sign-ins' },
): RateLimitStorage {
  const own = new OwnCounters();
  let alone = false;
  return {
    async consume(key, { window, max }) {
      const counted = await countInRedis(redis, `bo1:limit:${name}:${key}`, window * 1_000).catch((error: unknown) => {
        if (!alone) log.warn({ err: error }, `redis is away: each process limits ${what} by itself`);
        alone = true;
        return null;
      });
      if (counted && alone) {
        alone = false;
        log.info(`${what} are limited across processes again`);
      }
      const { used, leftMs } = counted ?? own.count(key, window * 1_000);
      if (used <= max) return { allowed: true, retryAfter: null };
      return { allowed: false, retryAfter: Math.max(1, Math.ceil(leftMs / 1_000)) };
    },
  };
}

interface Count {
  used: number;
  /** Until the window ends. */
  leftMs: number;
}

async function countInRedis(redis: Redis, key: string, windowMs: number): Promise<Count> {
  const answers = await redis.multi().incr(key).pexpire(key, windowMs, 'NX').pttl(key).exec();
  const [used, , leftMs] = (answers ?? []).map(([failure, answer]) => {
    if (failure) throw failure;
    return Number(answer);
  });
  if (used === undefined || leftMs === undefined) throw new Error('Redis gave no count');
  return { used, leftMs };
}

class OwnCounters {
  private readonly counts = new Map<string, { used: number; until: number }>();

  count(key: string, windowMs: number, now = Date.now()): Count {
    const known = this.counts.get(key);
    const count = known && known.until > now ? known : { used: 0, until: now + windowMs };
    count.used += 1;
    this.counts.delete(key);
    this.counts.set(key, count);
    if (this.counts.size > MAX_KEPT) this.counts.delete(this.counts.keys().next().value!);
    return { used: count.used, leftMs: count.until - now };
  }
}
