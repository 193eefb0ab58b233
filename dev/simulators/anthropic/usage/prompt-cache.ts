import { hashOf } from '../random.ts';
import type { PromptBlock, Ttl } from './blocks.ts';

/** Input side of `usage`. */
export interface InputUsage {
  input_tokens: number;
  cache_creation_input_tokens: number;
  cache_read_input_tokens: number;
  cache_creation: { ephemeral_5m_input_tokens: number; ephemeral_1h_input_tokens: number };
}

interface Entry {
  ttl: Ttl;
  expiresAt: number;
}

interface Prefix {
  hash: string;
  /** Tokens up to and including this block. */
  tokens: number;
  breakpoint: Ttl | null;
}

/** A call's place in the cache: what it pays, and what others may read once it has begun to answer. */
export interface CachePlan {
  usage: InputUsage;
  writes: { hash: string; ttl: Ttl }[];
}

const LOOKBACK_BLOCKS = 20;
const LIFETIME_MS: Record<Ttl, number> = { '5m': 5 * 60_000, '1h': 60 * 60_000 };

/**
 * Prefixes by hash. `plan` reads (and refreshes what it reads); `commit`, called at the first token,
 * makes the written prefixes readable: so calls that start together on a cold prefix all pay the write.
 */
export class PromptCache {
  private readonly entries = new Map<string, Entry>();
  private readonly now: () => number;

  /** @param now clock in epoch ms */
  constructor(now: () => number = Date.now) {
    this.now = now;
  }

  /**
   * @param owner who shares entries, e.g. model and key
   * @param minTokens shorter prefixes are not cached
   */
  plan(owner: string, blocks: readonly PromptBlock[], minTokens: number): CachePlan {
    const prefixes = prefixesOf(owner, blocks);
    const total = prefixes.at(-1)?.tokens ?? 0;
    const read = this.longestHit(prefixes);
    const usage: InputUsage = {
      input_tokens: total - read,
      cache_creation_input_tokens: 0,
      cache_read_input_tokens: read,
      cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 0 },
    };
    const writes: CachePlan['writes'] = [];
    let covered = read;
    for (const prefix of prefixes) {
      if (prefix.breakpoint === null || prefix.tokens <= covered || prefix.tokens < minTokens) continue;
      const written = prefix.tokens - covered;
      usage.cache_creation[`ephemeral_${prefix.breakpoint}_input_tokens`] += written;
      usage.cache_creation_input_tokens += written;
      usage.input_tokens -= written;
      writes.push({ hash: prefix.hash, ttl: prefix.breakpoint });
      covered = prefix.tokens;
    }
    return { usage, writes };
  }

  commit(plan: CachePlan): void {
    const now = this.now();
    for (const [hash, entry] of this.entries) if (entry.expiresAt <= now) this.entries.delete(hash);
    for (const { hash, ttl } of plan.writes) this.entries.set(hash, { ttl, expiresAt: now + LIFETIME_MS[ttl] });
  }

  clear(): void {
    this.entries.clear();
  }

  /** Tokens of the longest live prefix that a breakpoint, or one of the 20 blocks before it, ends. */
  private longestHit(prefixes: readonly Prefix[]): number {
    for (let end = prefixes.length - 1; end >= 0; end--) {
      if (prefixes[end]?.breakpoint === null) continue;
      for (let at = end; at >= 0 && at >= end - LOOKBACK_BLOCKS; at--) {
        const prefix = prefixes[at] as Prefix;
        if (this.touch(prefix.hash)) return prefix.tokens;
      }
    }
    return 0;
  }

  private touch(hash: string): boolean {
    const entry = this.entries.get(hash);
    if (entry === undefined || entry.expiresAt <= this.now()) return false;
    entry.expiresAt = this.now() + LIFETIME_MS[entry.ttl];
    return true;
  }
}

function prefixesOf(owner: string, blocks: readonly PromptBlock[]): Prefix[] {
  let hash = hashOf(owner);
  let tokens = 0;
  return blocks.map((block) => {
    hash = hashOf(hash, block.section, block.content);
    tokens += block.tokens;
    return { hash, tokens, breakpoint: block.breakpoint };
  });
}
