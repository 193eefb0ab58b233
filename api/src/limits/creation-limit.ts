import { Inject, Injectable } from '@nestjs/common';
import type { Redis } from 'ioredis';
import type { Settings } from '../env.ts';
import { MeetingsRepository } from '../meetings/meetings.repository.ts';
import { ProblemError } from '../problems/problem.ts';
import { REDIS, SETTINGS } from '../storage/tokens.ts';

export interface LimitState {
  limit: number;
  remaining: number;
  /** Seconds until the window starts anew. */
  reset: number;
}

/** How many meetings a person may create within a window: counted in Redis, in Postgres while that is away. */
@Injectable()
export class CreationLimit {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(REDIS) private readonly redis: Redis,
    private readonly meetings: MeetingsRepository,
  ) {}

  /** Counts one creation. Throws `rate_limited` with the headers that tell when to come back. */
  async take(personId: string, now = Date.now()): Promise<LimitState> {
    const { BO1_SESSION_LIMIT: limit, BO1_SESSION_LIMIT_WINDOW_SECONDS: seconds } = this.settings;
    const windowStart = Math.floor(now / 1000 / seconds) * seconds;
    const reset = Math.max(1, Math.ceil(windowStart + seconds - now / 1000));
    const used = await this.countInRedis(`bo1:limit:sessions:${personId}:${windowStart}`, reset).catch(
      async () => (await this.meetings.countSince(personId, new Date(windowStart * 1000))) + 1,
    );
    const state = { limit, remaining: Math.max(0, limit - used), reset };
    if (used <= limit) return state;
    throw new ProblemError(
      'rate_limited',
      `You can start ${limit} meetings in ${Math.round(seconds / 60) || 1} minutes.`,
      {
        retry_after: reset,
        headers: limitHeaders(state),
      },
    );
  }

  private async countInRedis(key: string, expireIn: number): Promise<number> {
    const [[failure, used] = []] = (await this.redis.multi().incr(key).expire(key, expireIn, 'NX').exec()) ?? [];
    if (failure || typeof used !== 'number') throw failure ?? new Error('no count');
    return used;
  }
}

export const limitHeaders = (state: LimitState): Record<string, string> => ({
  'ratelimit-limit': String(state.limit),
  'ratelimit-remaining': String(state.remaining),
  'ratelimit-reset': String(state.reset),
});
