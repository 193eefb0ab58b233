const BASE_MS = 500;
const MOST_MS = 10_000;

/**
 * Milliseconds until the next try: doubled with each failure in a row, at most ten seconds, and spread by chance so
 * that a crowd does not come back at one instant. `retryMs` is what the server asked for, as the base.
 */
export function backoffMs(failures: number, retryMs: number | null, random: () => number = Math.random): number {
  const base = Math.min(Math.max(retryMs ?? BASE_MS, 100), MOST_MS);
  const most = Math.min(base * 2 ** Math.min(failures, 10), MOST_MS);
  return most / 2 + (random() * most) / 2;
}
