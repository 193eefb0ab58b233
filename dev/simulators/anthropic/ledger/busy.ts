import type { LedgerEntry } from './ledger.ts';

/** `busy_ms` = length of the union of the intervals in which at least one call was open. */
export interface Busy {
  busy_ms: number;
  peak_concurrency: number;
  calls: number;
}

/**
 * @param since epoch ms; what lies before is cut off
 * @param now end of the calls that are still open
 */
export function busyTime(entries: readonly LedgerEntry[], since: number, now: number): Busy {
  const intervals = entries
    .map((entry) => ({ from: Math.max(entry.started_at, since), to: entry.ended_at ?? now }))
    .filter(({ from, to }) => to >= from && to >= since)
    .sort((one, other) => one.from - other.from);
  let busy = 0;
  let coveredTo = -Infinity;
  for (const { from, to } of intervals) {
    busy += Math.max(0, to - Math.max(from, coveredTo));
    coveredTo = Math.max(coveredTo, to);
  }
  return { busy_ms: busy, peak_concurrency: peak(intervals), calls: intervals.length };
}

function peak(intervals: readonly { from: number; to: number }[]): number {
  // At equal times an end comes before a start: back-to-back calls do not overlap.
  const steps = intervals
    .flatMap(({ from, to }) => (to > from ? [[from, 1] as const, [to, -1] as const] : []))
    .sort((one, other) => one[0] - other[0] || one[1] - other[1]);
  let open = 0;
  let highest = 0;
  for (const [, step] of steps) highest = Math.max(highest, (open += step));
  return highest;
}
