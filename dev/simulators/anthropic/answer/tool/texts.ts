import { textOfPattern } from './patterns.ts';
import { lengthOf, type Schema } from './schema.ts';
import type { Place, Strategy } from './strategy.ts';

const PATTERN_ATTEMPTS = 60;
const DAY_MS = 86_400_000;

/** A text for a place, of valid format, pattern and length. */
export function fitText(strategy: Strategy, place: Place, schema: Schema): string {
  if (schema.format !== undefined) {
    const formatted = formatText(schema.format, strategy, place);
    if (formatted !== null) return formatted;
  }
  const wanted = strategy.text(place, schema);
  const sized = fitLength(wanted, schema.minLength ?? 0, schema.maxLength ?? Infinity, () => strategy.more(place));
  return schema.pattern === undefined ? sized : matching(schema.pattern, sized, strategy, schema);
}

function matching(pattern: string, wanted: string, strategy: Strategy, schema: Schema): string {
  const expression = new RegExp(pattern, 'u');
  const least = schema.minLength ?? 0;
  const most = schema.maxLength ?? Infinity;
  const fits = (text: string): boolean => expression.test(text) && lengthOf(text) >= least && lengthOf(text) <= most;
  const slug = wanted
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '');
  for (const text of [wanted, slug, slug.replaceAll('_', '-')]) if (fits(text)) return text;
  for (let i = 0; i < PATTERN_ATTEMPTS; i++) {
    const text = textOfPattern(pattern, () => strategy.next());
    if (fits(text)) return text;
  }
  return wanted;
}

/**
 * Cuts at a sentence, else at a word, else anywhere; lengthens with `more`.
 * @param least,most in code points
 */
export function fitLength(text: string, least: number, most: number, more: () => string): string {
  let result = text;
  for (let i = 0; lengthOf(result) < least && i < 2_000; i++) result = `${result}${result === '' ? '' : ' '}${more()}`;
  if (lengthOf(result) <= most) return result;
  const head = [...result].slice(0, most).join('');
  const sentence = /^.*[.!?](?=\s)/s.exec(head)?.[0] ?? '';
  const word = head.slice(0, -2).replace(/[\s,;:–-]+\S*$/, '');
  return (
    [sentence, word === '' ? '' : `${word} …`, head].find(
      (candidate) => candidate !== '' && lengthOf(candidate) >= least,
    ) ?? head
  );
}

function formatText(format: string, strategy: Strategy, place: Place): string | null {
  const given = typeof place.given === 'string' ? place.given : '';
  const hex = (digits: number): string =>
    Array.from({ length: digits }, () => Math.floor(strategy.next() * 16).toString(16)).join('');
  const inDays = new Date(Date.now() + Math.floor(7 + strategy.next() * 80) * DAY_MS).toISOString();
  switch (format) {
    case 'date':
      return /^\d{4}-\d{2}-\d{2}$/.test(given) ? given : inDays.slice(0, 10);
    case 'date-time':
      return /^\d{4}-\d{2}-\d{2}T.*Z$/.test(given) ? given : inDays;
    case 'time':
      return '09:00:00Z';
    case 'email':
      return `person${hex(4)}@example.com`;
    case 'uri':
    case 'url':
      return `https://example.com/${hex(6)}`;
    case 'uuid':
      return `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`;
    default:
      return null;
  }
}
