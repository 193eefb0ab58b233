import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { Redis } from 'ioredis';
import { PinoLogger } from 'nestjs-pino';
import { createRateLimit, type RateLimitStorage } from '../auth/rate-limit.ts';
import type { Settings } from '../env.ts';
import { ProblemError } from '../problems/problem.ts';
import { REDIS, SETTINGS } from '../storage/tokens.ts';

const WINDOW_SECONDS = 60;

/** Limits how often one address looks at shared records: nobody signs in there, and nobody shall try tokens. */
@Injectable()
export class VisitLimitGuard implements CanActivate {
  private readonly limit: RateLimitStorage;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(REDIS) redis: Redis,
    log: PinoLogger,
  ) {
    this.limit = createRateLimit(redis, log.logger, { name: 'shared', what: 'looks at shared records' });
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { ip = 'unknown' } = context.switchToHttp().getRequest<Request>();
    const rule = { window: WINDOW_SECONDS, max: this.settings.BO1_SHARED_RATE_LIMIT };
    const { allowed, retryAfter } = await this.limit.consume!(ip.replace(/^::ffff:/, ''), rule);
    if (allowed) return true;
    throw new ProblemError('rate_limited', 'Too many looks at shared records from here: wait a moment.', {
      retry_after: retryAfter ?? WINDOW_SECONDS,
    });
  }
}
