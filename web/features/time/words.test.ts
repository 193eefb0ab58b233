import { describe, expect, it } from 'vitest';
import { ago, civilDate, civilDistance, clock, duration } from './words.ts';

describe('dates in words', () => {
  const now = Date.parse('2026-11-22T12:00:00Z');
  it('says how long ago, or how soon', () => {
    expect(ago(now - 30_000, now)).toBe('just now');
    expect(ago(now - 5 * 60_000, now)).toBe('5 minutes ago');
    expect(ago(now + 3 * 86_400_000, now)).toBe('in 3 days');
    expect(ago(now - 86_400_000, now)).toBe('yesterday');
  });
  it('keeps civil dates where they are', () => {
    expect(civilDate('2026-03-01')).toBe('March 1, 2026');
    expect(civilDistance('2026-11-25', new Date(2026, 10, 22, 23, 59))).toBe('in 3 days');
    expect(civilDistance('2026-11-22', new Date(2026, 10, 22, 0, 1))).toBe('today');
  });
  it('counts up as a clock and in words', () => {
    expect(clock(134_000)).toBe('02:14');
    expect(clock(3_734_000)).toBe('1:02:14');
    expect(clock(-5)).toBe('00:00');
    expect(duration(134_000)).toBe('2 minutes 14 seconds');
    expect(duration(61_000)).toBe('1 minute 1 second');
    expect(duration(10)).toBe('under a second');
  });
});
