import { draftsKey, liveChannel, type LiveMessage } from '@bo1/contracts/events/values';
import { startStack, type RunningStack } from '@bo1/dev/stack/testing';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createRedisLive, type RedisLive } from './redis.ts';

const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const draft = { sessionId: 'bo1_test', callKey: 'sp0/r1/cfo/contribute', attempt: 1 };
const signal = new AbortController().signal;

let stack: RunningStack;
let live: RedisLive;
let reader: Redis;
const heard: LiveMessage[] = [];

const until = (condition: () => boolean | Promise<boolean>) =>
  vi.waitUntil(condition, { timeout: 5_000, interval: 25 });
/** How often anybody looked at a key. */
const looks = async () => Number(/cmdstat_get:calls=(\d+)/.exec(await reader.info('commandstats'))?.[1] ?? 0);

beforeAll(async () => {
  stack = await startStack({ parts: ['redis'], migrate: false });
  live = createRedisLive(stack.settings.REDIS_URL!, log);
  reader = new Redis(stack.settings.REDIS_URL!);
  const subscriber = reader.duplicate();
  for (const connection of [reader, subscriber]) connection.on('error', () => undefined);
  await subscriber.subscribe(liveChannel(draft.sessionId));
  subscriber.on('message', (_channel, text) => heard.push(JSON.parse(text) as LiveMessage));
  await until(() =>
    live.ping().then(
      () => true,
      () => false,
    ),
  );
});
afterAll(async () => {
  live.close();
  reader.disconnect();
  await stack.stop();
});

describe('what readers get', () => {
  it('wakes them, shows pieces, and keeps the text so far for those who join', async () => {
    await live.wake(draft.sessionId, 7);
    live.delta(draft, 'We should', 0);
    live.delta(draft, 'We should wait.', 9);
    await until(() => heard.length === 3);
    expect(heard).toEqual([
      { kind: 'wake', sequence: 7 },
      { kind: 'delta', call_key: draft.callKey, attempt: 1, offset: 0, text: 'We should' },
      { kind: 'delta', call_key: draft.callKey, attempt: 1, offset: 9, text: ' wait.' },
    ]);
    const kept = await reader.hget(draftsKey(draft.sessionId), draft.callKey);
    expect(JSON.parse(kept!)).toEqual({ attempt: 1, text: 'We should wait.' });
    expect(await reader.ttl(draftsKey(draft.sessionId))).toBeGreaterThan(3_000);
    await live.restarted({ ...draft, attempt: 2 });
    await until(() => heard.at(-1)?.kind === 'restarted');
    expect(await reader.hexists(draftsKey(draft.sessionId), draft.callKey)).toBe(0);
  });
});

describe('the prefix gate', () => {
  it('lets the first go, the others when its first token is there', async () => {
    const first = await live.enterPrefix('a', 2_000, signal);
    let through = 0;
    const others = [1, 2].map(() => live.enterPrefix('a', 2_000, signal).then(() => (through += 1)));
    const before = await looks();
    await until(async () => (await looks()) >= before + 4);
    expect(through).toBe(0);
    first.warm();
    await Promise.all(others);
  });

  it('lets the next one go first when the first failed', async () => {
    const first = await live.enterPrefix('b', 2_000, signal);
    const second = live.enterPrefix('b', 2_000, signal);
    first.leave();
    (await second).warm();
    await until(async () => (await reader.get('bo1:prefix:b')) === 'warm');
  });

  it('does not wait longer than it was told, nor after the call was cancelled', async () => {
    await live.enterPrefix('c', 2_000, signal);
    const began = Date.now();
    await live.enterPrefix('c', 200, signal);
    expect(Date.now() - began).toBeLessThan(1_000);
    const cancelled = new AbortController();
    const waiting = live.enterPrefix('c', 60_000, cancelled.signal);
    cancelled.abort();
    await waiting;
  });
});

describe('while Redis is away', () => {
  it('nothing fails, and nothing takes longer than a fifth of a second', async () => {
    await stack.halt('redis');
    for (const step of [
      () => live.wake(draft.sessionId, 8),
      () => live.restarted(draft),
      () => live.finished(draft),
      () => live.enterPrefix('d', 2_000, signal),
    ]) {
      const began = Date.now();
      await step();
      expect(Date.now() - began).toBeLessThan(300);
    }
    live.delta(draft, 'x', 0);
    await expect(live.ping()).rejects.toThrow();
    await stack.resume('redis');
    await until(() =>
      live.ping().then(
        () => true,
        () => false,
      ),
    );
  });
});
