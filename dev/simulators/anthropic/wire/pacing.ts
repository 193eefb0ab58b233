import { setTimeout as delay } from 'node:timers/promises';
import { Random } from '../random.ts';
import type { Settings } from '../settings.ts';

/** When a call's tokens are there, in ms after the call was accepted. */
export interface Pace {
  firstTokenMs: number;
  totalMs: number;
  /** When the first `tokens` tokens have been generated. */
  dueMs(tokens: number): number;
  /** How many have been generated after `ms`. */
  tokensAt(ms: number): number;
}

/** Part of a fixed call duration that passes before the first token. */
const FIRST_TOKEN_SHARE = 0.25;

/** @param key seeds the time to the first token: the same call always takes as long */
export function paceOf(settings: Settings, key: string, outputTokens: number): Pace {
  const [low, high] = settings.first_token_ms;
  const drawn = low + (high - low) * new Random(settings.seed, key, 'pace').next();
  const fixed = settings.call_ms;
  const firstTokenMs = fixed === null ? drawn : fixed * FIRST_TOKEN_SHARE;
  const totalMs = fixed ?? drawn + (outputTokens / settings.tokens_per_second) * 1_000;
  const perToken = outputTokens === 0 ? 0 : (totalMs - firstTokenMs) / outputTokens;
  return {
    firstTokenMs,
    totalMs,
    dueMs: (tokens) => firstTokenMs + perToken * Math.min(tokens, outputTokens),
    tokensAt: (ms) => {
      if (ms < firstTokenMs) return 0;
      return perToken === 0 ? outputTokens : Math.min(outputTokens, Math.floor((ms - firstTokenMs) / perToken));
    },
  };
}

/**
 * Waits for a moment on the `performance.now()` clock; returns at once when it has passed.
 * @throws AbortError when the client goes away
 */
export async function waitUntil(at: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const ms = at - performance.now();
  if (ms > 0.5) await delay(ms, undefined, { signal });
}
