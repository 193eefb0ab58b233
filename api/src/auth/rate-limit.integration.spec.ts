import { startStack, type RunningStack } from '@bo1/dev/stack/testing';
import type { Redis } from 'ioredis';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createRedis } from '../storage/redis.ts';
import { createRateLimit, type RateLimitStorage } from './rate-limit.ts';

const RULE = { window: 60, max: 5 };

let stack: RunningStack;
/** What two processes of the API have. */
let connections: Redis[];
let limits: RateLimitStorage[];
const said: string[] = [];
const log = { warn: (_: object, text: string) => said.push(text), info: (text: string) => said.push(text) };

beforeAll(async () => {
  stack = await startStack({ parts: ['redis'], migrate: false });
  const silent = pino({ level: 'silent' });
  connections = [1, 2].map(() => createRedis(stack.settings.REDIS_URL!, silent));
  limits = connections.map((redis) => createRateLimit(redis, log as never));
});
afterAll(async () => {
  for (const redis of connections) redis.disconnect();
  await stack?.stop();
});

const ready = () => expect.poll(() => connections.map(({ status }) => status)).toEqual(['ready', 'ready']);
const takeTen = (key: string) =>
  Promise.all(Array.from({ length: 10 }, (_, index) => limits[index % 2]!.consume(key, RULE)));
const allowed = (answers: { allowed: boolean }[]) => answers.filter((answer) => answer.allowed).length;

it('counts once over all processes, also when all ask at the same time', async () => {
  await ready();
  const answers = await takeTen('10.0.0.1|/sign-in/email');
  expect(allowed(answers)).toBe(RULE.max);
  for (const { allowed, retryAfter } of answers) {
    if (allowed) expect(retryAfter).toBeNull();
    else expect(retryAfter).toSatisfy((seconds: number) => seconds >= 1 && seconds <= RULE.window);
  }
  expect(allowed(await takeTen('10.0.0.2|/sign-in/email'))).toBe(RULE.max);
});

it('begins anew when the window is over', async () => {
  const brief = { window: 0.2, max: 1 };
  expect(await limits[0]!.consume('brief', brief)).toEqual({ allowed: true, retryAfter: null });
  expect((await limits[1]!.consume('brief', brief)).allowed).toBe(false);
  await expect.poll(async () => (await limits[1]!.consume('brief', brief)).allowed).toBe(true);
});

it('lets each process count for itself while Redis is away, says so once, and comes back', async () => {
  await stack.halt('redis');
  expect(allowed(await takeTen('10.0.0.3|/sign-in/email'))).toBe(2 * RULE.max);
  expect(allowed(await takeTen('10.0.0.3|/sign-in/email'))).toBe(0);
  expect(said).toEqual(Array(2).fill('redis is away: each process limits sign-ins by itself'));
  await stack.resume('redis');
  await ready();
  expect(allowed(await takeTen('10.0.0.4|/sign-in/email'))).toBe(RULE.max);
  expect(said.slice(2)).toEqual(Array(2).fill('sign-ins are limited across processes again'));
});
