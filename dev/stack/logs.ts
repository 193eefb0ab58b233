import { closeSync, copyFileSync, openSync, readSync, renameSync, rmSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import type { Home } from './home.ts';

const ROTATE_AT_BYTES = 8 * 1_048_576;
const KEPT = 2;

/** Where a part's output goes. */
export function logFile(home: Home, part: string): string {
  return join(home.logs, `${part}.log`);
}

/** Opens a part's log for appending; the child writes to it itself, so it outlives a killed supervisor. */
export function openLog(home: Home, part: string): number {
  return openSync(logFile(home, part), 'a', 0o600);
}

/** Keeps a log below its size: copies it aside and empties it (its writer appends, so it goes on at the start). */
export function rotate(home: Home, part: string): void {
  const file = logFile(home, part);
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) < ROTATE_AT_BYTES) return;
  rmSync(`${file}.${KEPT}`, { force: true });
  for (let i = KEPT - 1; i >= 1; i--) {
    if (statSync(`${file}.${i}`, { throwIfNoEntry: false }) !== undefined)
      renameSync(`${file}.${i}`, `${file}.${i + 1}`);
  }
  copyFileSync(file, `${file}.1`);
  truncateSync(file, 0);
}

/** The last lines of a part's log, at most `lines`, without blank ones. */
export function lastLines(home: Home, part: string, lines: number): string[] {
  const file = logFile(home, part);
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size === 0) return [];
  const fd = openSync(file, 'r');
  try {
    const tail = Buffer.alloc(Math.min(size, 16_384));
    readSync(fd, tail, 0, tail.length, size - tail.length);
    const all = tail
      .toString()
      .split('\n')
      .filter((line) => line.trim() !== '');
    return all.slice(-lines).map((line) => line.slice(0, 400));
  } finally {
    closeSync(fd);
  }
}
