import { Inject, Injectable } from '@nestjs/common';
import type { HEALTH_PARTS } from '@bo1/contracts/health/schema';
import type { Db } from '@bo1/prisma/client';
import type { Redis } from 'ioredis';
import { setTimeout as wait } from 'node:timers/promises';
import type { Settings } from '../env.ts';
import { Files } from '../storage/files.ts';
import { TemporalConnection } from '../storage/temporal.ts';
import { DATABASE, REDIS, SETTINGS } from '../storage/tokens.ts';

export type HealthPart = (typeof HEALTH_PARTS)[number];
/** Asks the part itself, at no cost. Throws where it does not answer; says more where it works with a limitation. */
export type Probe = (signal: AbortSignal) => Promise<string | void>;

const RETRY_MS = 50;
const OPENAI = 'https://api.openai.com/v1';
const VERSION = { 'anthropic-version': '2023-06-01' };
const ANTHROPIC = 'https://api.anthropic.com';

@Injectable()
export class Probes {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(DATABASE) private readonly database: Db,
    @Inject(REDIS) private readonly redisClient: Redis,
    private readonly files: Files,
    private readonly temporalConnection: TemporalConnection,
  ) {}

  readonly all: Record<HealthPart, Probe> = {
    db: async () => void (await this.database.$queryRaw`select 1`),
    redis: (signal) => this.redis(signal),
    temporal: () => this.temporalConnection.probe(),
    s3: (signal) => this.files.probe(signal),
    llm: (signal) => this.llm(signal),
  };

  /** Commands give up early and do not wait for a connection, see redis.ts: neither says yet that Redis is away. */
  private async redis(signal: AbortSignal): Promise<void> {
    for (;;) {
      try {
        await this.redisClient.ping();
        return;
      } catch (error) {
        const isAway = ['reconnecting', 'close', 'end'].includes(this.redisClient.status);
        if (isAway || signal.aborted) throw error;
        await wait(RETRY_MS, undefined, { ref: false });
      }
    }
  }

  /** Lists the models, which costs nothing. */
  private async llm(signal: AbortSignal): Promise<void> {
    const { ANTHROPIC_API_KEY, OPENAI_API_KEY, OPENAI_BASE_URL } = this.settings;
    const another = !ANTHROPIC_API_KEY && (OPENAI_API_KEY || OPENAI_BASE_URL);
    const { url, headers, key } = another ? this.openAi() : this.anthropic();
    const answer = await fetch(url, { headers, signal });
    await answer.body?.cancel();
    if (answer.status === 401 || answer.status === 403) throw new Error(`The provider refuses the key: set ${key}.`);
    if (!answer.ok) throw new Error(`The provider answers ${answer.status}.`);
  }

  private anthropic() {
    const { ANTHROPIC_BASE_URL, ANTHROPIC_API_KEY = '' } = this.settings;
    const url = new URL('v1/models?limit=1', `${(ANTHROPIC_BASE_URL ?? ANTHROPIC).replace(/\/+$/, '')}/`);
    return { url, headers: { 'x-api-key': ANTHROPIC_API_KEY, ...VERSION }, key: 'ANTHROPIC_API_KEY' };
  }

  private openAi() {
    const { OPENAI_BASE_URL, OPENAI_API_KEY = 'none' } = this.settings;
    const url = new URL('models', `${(OPENAI_BASE_URL ?? OPENAI).replace(/\/+$/, '')}/`);
    return { url, headers: { authorization: `Bearer ${OPENAI_API_KEY}` }, key: 'OPENAI_API_KEY' };
  }
}
