import { setTimeout as sleep } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import type { PrefixPass } from '../ports/live.ts';

/** Below the five minutes for which the vendor keeps a prefix that nobody reads. */
const WARM_MS = 4 * 60_000;
/** A first caller that died is forgotten after this. */
const TAKEN_MS = 15_000;
const LOOK_EVERY_MS = 40;

const FREE_PASS: PrefixPass = { warm() {}, leave() {} };

/** LivePort.enterPrefix on a key a prefix: absent → taken (somebody calls) → warm (its first token came). */
export async function enterPrefix(
  redis: Redis,
  prefix: string,
  waitMs: number,
  signal: AbortSignal,
): Promise<PrefixPass> {
  const key = `bo1:prefix:${prefix}`;
  const deadline = Date.now() + waitMs;
  try {
    while (!signal.aborted) {
      const taken = await redis.set(key, 'taken', 'PX', TAKEN_MS, 'NX');
      if (taken === 'OK') return firstPass(redis, key);
      if ((await redis.get(key)) === 'warm') return FREE_PASS;
      const left = deadline - Date.now();
      if (left <= 0) return FREE_PASS;
      await sleep(Math.min(LOOK_EVERY_MS, left), undefined, { signal });
    }
  } catch {
    // Redis is away or the call was aborted: everybody pays for the prefix.
  }
  return FREE_PASS;
}

function firstPass(redis: Redis, key: string): PrefixPass {
  let open = true;
  const once = (work: () => Promise<unknown>) => {
    if (!open) return;
    open = false;
    work().catch(() => {});
  };
  return {
    warm: () => once(() => redis.set(key, 'warm', 'PX', WARM_MS)),
    leave: () => once(() => redis.del(key)),
  };
}
