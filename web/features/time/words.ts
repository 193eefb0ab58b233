/** Dates in words, in the reader's zone. The page is English: how far away a date is says it in English, too. */
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000_000],
  ['month', 2_592_000_000],
  ['week', 604_800_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** "3 minutes ago", "in 3 days"; below a minute "just now". Both in milliseconds since 1970. */
export function ago(then: number, now: number): string {
  const difference = then - now;
  for (const [unit, size] of UNITS)
    if (Math.abs(difference) >= size) return relative.format(Math.round(difference / size), unit);
  return 'just now';
}

// The month is a word, so that nobody takes it for the day.
const DAY = { day: 'numeric', month: 'short', year: 'numeric' } as const;
const MOMENT = { ...DAY, weekday: 'short', minute: '2-digit' } as const;
/** "9:05 am", but "09:05". */
const hourOf = (locale: string) =>
  new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions().hour12 ? 'numeric' : '2-digit';

/** A moment to the minute, in the reader's zone and the form of the locale: "Sun, 22 Nov 2026, 14:05". */
export const exact = (at: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { ...MOMENT, hour: hourOf(locale) }).format(new Date(at));

/** A civil date (`2026-11-25`) in the form of the locale, "25 Nov 2026": no zone moves it. */
export const civilDate = (date: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { ...DAY, timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));

/** How far a civil date is from the reader's own today: "today", "in 3 days", "2 days ago". */
export function civilDistance(date: string, now: Date): string {
  const today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate());
  const days = Math.round((Date.parse(`${date}T00:00:00Z`) - today) / 86_400_000);
  return relative.format(days, 'day');
}

/** Milliseconds as a clock: `02:14`, `1:02:14`. Never negative. */
export function clock(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const pad = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const rest = `${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`;
  return hours ? `${hours}:${rest}` : rest;
}

/** Milliseconds in words: "2 minutes 14 seconds". */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const parts = [
    [Math.floor(seconds / 3600), 'hour'],
    [Math.floor(seconds / 60) % 60, 'minute'],
    [seconds % 60, 'second'],
  ] as const;
  const words = parts
    .filter(([value]) => value > 0)
    .map(([value, unit]) => `${value} ${unit}${value === 1 ? '' : 's'}`);
  return words.slice(0, 2).join(' ') || 'under a second';
}

/** The reader's own today as a civil date. */
export function today(now = new Date()): string {
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
}

/** Whether a field for a day has one in it. */
export const isDay = (text: string): boolean => /^20\d\d-\d\d-\d\d$/.test(text);
