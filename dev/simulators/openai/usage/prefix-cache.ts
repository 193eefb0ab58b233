import { CHARS_PER_TOKEN } from '../../anthropic/usage/tokens.ts';

const LEAST_TOKENS = 1_024;
const STEP_TOKENS = 128;
const LIFETIME_MS = 5 * 60_000;
const KEPT = 64;

/**
 * The vendor caches by itself: a prompt that begins like one of the last minutes is read from the cache, from 1,024 tokens
 * on, in steps of 128. Nothing marks a prefix and nothing is charged for writing.
 */
export class PrefixCache {
  private seen: { owner: string; prompt: string; at: number }[] = [];
  private readonly now: () => number;

  constructor(now: () => number = Date.now) {
    this.now = now;
  }

  /** Tokens of the prompt that are read from the cache. */
  cachedTokens(owner: string, prompt: string): number {
    const fresh = this.seen.filter((one) => one.owner === owner && one.at > this.now() - LIFETIME_MS);
    const common = Math.max(0, ...fresh.map((one) => commonLength(one.prompt, prompt)));
    const tokens = Math.floor(common / CHARS_PER_TOKEN / STEP_TOKENS) * STEP_TOKENS;
    return tokens < LEAST_TOKENS ? 0 : tokens;
  }

  /** Called at the first token: calls that start together on a cold prefix all pay for it. */
  commit(owner: string, prompt: string): void {
    this.seen = [...this.seen.slice(1 - KEPT), { owner, prompt, at: this.now() }];
  }

  clear(): void {
    this.seen = [];
  }
}

function commonLength(one: string, other: string): number {
  const most = Math.min(one.length, other.length);
  let at = 0;
  while (at < most && one.charCodeAt(at) === other.charCodeAt(at)) at += 1;
  return at;
}
