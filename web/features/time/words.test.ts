import { describe, expect, it } from 'vitest';
import { readerLocale } from './reader-locale.ts';
import { ago, civilDate, civilDistance, clock, duration, exact } from './words.ts';

describe('dates in words', () => {
  const now = Date.parse('2026-11-22T12:00:00Z');
  it('says how long ago, or how soon', () => {
    expect(ago(now - 30_000, now)).toBe('just now');
    expect(ago(now - 5 * 60_000, now)).toBe('5 minutes ago');
    expect(ago(now + 3 * 86_400_000, now)).toBe('in 3 days');
    expect(ago(now - 86_400_000, now)).toBe('yesterday');
  });
  it('keeps civil dates where they are', () => {
    expect(civilDate('2026-03-01', 'en-GB')).toBe('1 Mar 2026');
    expect(civilDate('2026-03-01', 'en-US')).toBe('Mar 1, 2026');
    expect(civilDistance('2026-11-25', new Date(2026, 10, 22, 23, 59))).toBe('in 3 days');
    expect(civilDistance('2026-11-22', new Date(2026, 10, 22, 0, 1))).toBe('today');
  });
  it('says a moment to the minute, with the month as a word', () => {
    expect(exact('2026-11-22T12:05:00Z', 'en-US')).toMatch(/^Sun, Nov 22, 2026, \d{1,2}:05.[AP]M$/);
    expect(exact('2026-11-22T12:05:00Z', 'en-GB')).toMatch(/^Sun,? 22 Nov 2026, \d\d:05$/);
  });
  it.each([
    ['en-US,en;q=0.9', 'en-US'],
    ['en', 'en-US'],
    ['en-AU', 'en-AU'],
    ['en-KE,en;q=0.8', 'en-GB'],
    ['nl-BE,nl;q=0.9,en-US;q=0.8', 'en-GB'],
    ['es-US', 'en-GB'],
    ['*', 'en-GB'],
    ['not a language_', 'en-GB'],
    ['', 'en-GB'],
    [null, 'en-GB'],
  ])('reads %j as a reader of %s dates', (header, locale) => expect(readerLocale(header)).toBe(locale));
  it('counts up as a clock and in words', () => {
    expect(clock(134_000)).toBe('02:14');
    expect(clock(3_734_000)).toBe('1:02:14');
    expect(clock(-5)).toBe('00:00');
    expect(duration(134_000)).toBe('2 minutes 14 seconds');
    expect(duration(61_000)).toBe('1 minute 1 second');
    expect(duration(10)).toBe('under a second');
  });
});
