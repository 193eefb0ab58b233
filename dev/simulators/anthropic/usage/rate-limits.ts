import type { Settings } from '../settings.ts';
import { WireError } from '../wire/errors.ts';

type Kind = 'requests' | 'input-tokens' | 'output-tokens';
const MINUTE_MS = 60_000;

interface Bucket {
  level: number;
  at: number;
}

/** One token bucket a kind, refilled continuously, as the vendor's are. Cache reads are free of charge here. */
export class RateLimits {
  private readonly buckets = new Map<Kind, Bucket>();
  private readonly now: () => number;

  constructor(now: () => number = Date.now) {
    this.now = now;
  }

  reset(): void {
    this.buckets.clear();
  }

  /**
   * Takes one request and its input tokens.
   * @returns the 429 with retry-after when limits are enforced and one is used up; then nothing is taken
   */
  admit(inputTokens: number, limits: Settings['limits']): WireError | null {
    const wanted: [Kind, number][] = [
      ['requests', 1],
      ['input-tokens', inputTokens],
      ['output-tokens', 0],
    ];
    if (limits.enforced)
      for (const [kind, amount] of wanted) {
        const missing = Math.max(amount, 1) - this.level(kind, limits);
        if (missing > 0) return this.refusal(kind, missing, limits);
      }
    for (const [kind, amount] of wanted) this.take(kind, amount, limits);
    return null;
  }

  spendOutput(tokens: number, limits: Settings['limits']): void {
    this.take('output-tokens', tokens, limits);
  }

  headers(limits: Settings['limits']): Record<string, string> {
    const result: Record<string, string> = {};
    for (const kind of ['requests', 'input-tokens', 'output-tokens'] as const) {
      const limit = limitOf(kind, limits);
      const level = Math.max(0, this.level(kind, limits));
      const fullAt = this.now() + ((limit - level) / limit) * MINUTE_MS;
      result[`anthropic-ratelimit-${kind}-limit`] = String(limit);
      result[`anthropic-ratelimit-${kind}-remaining`] = String(Math.floor(level));
      result[`anthropic-ratelimit-${kind}-reset`] = new Date(fullAt).toISOString().replace(/\.\d+Z$/, 'Z');
    }
    return result;
  }

  private level(kind: Kind, limits: Settings['limits']): number {
    const limit = limitOf(kind, limits);
    const bucket = this.buckets.get(kind);
    if (bucket === undefined) return limit;
    return Math.min(limit, bucket.level + ((this.now() - bucket.at) / MINUTE_MS) * limit);
  }

  private take(kind: Kind, amount: number, limits: Settings['limits']): void {
    this.buckets.set(kind, { level: this.level(kind, limits) - amount, at: this.now() });
  }

  private refusal(kind: Kind, missing: number, limits: Settings['limits']): WireError {
    const limit = limitOf(kind, limits);
    const seconds = Math.max(1, Math.ceil((missing / limit) * (MINUTE_MS / 1_000)));
    const message = `This request would exceed your organization's rate limit of ${limit} ${kind.replace('-', ' ')} per minute.`;
    return new WireError(429, 'rate_limit_error', message, { headers: { 'retry-after': String(seconds) } });
  }
}

function limitOf(kind: Kind, limits: Settings['limits']): number {
  if (kind === 'requests') return limits.requests_per_minute;
  return kind === 'input-tokens' ? limits.input_tokens_per_minute : limits.output_tokens_per_minute;
}
