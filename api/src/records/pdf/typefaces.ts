import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Each covers Latin, Greek and Cyrillic; they are the web's own. */
const FILES = {
  serif: '@expo-google-fonts/source-serif-4/400Regular/SourceSerif4_400Regular.ttf',
  serifBold: '@expo-google-fonts/source-serif-4/600SemiBold/SourceSerif4_600SemiBold.ttf',
  sans: '@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf',
  sansBold: '@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf',
} as const;
export type Face = keyof typeof FILES;

let loaded: Record<Face, Buffer> | undefined;

/** The files of the typefaces; read once, with the first document. */
export function typefaces(): Record<Face, Buffer> {
  loaded ??= Object.fromEntries(
    Object.entries(FILES).map(([face, path]) => [face, readFileSync(fileURLToPath(import.meta.resolve(path)))]),
  ) as Record<Face, Buffer>;
  return loaded;
}

/** Stands for a character that the typefaces do not have. */
export const MISSING = '■';
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const PLAIN = /^[\t\n\r -~\u00a0-\u017f]*$/;
// Joiners and variation selectors have no look of their own.
const INVISIBLE = /[\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff]/gu;

/** Text of which every character can be drawn; `has` says whether a typeface has a code point. */
export function drawable(text: string, has: (codePoint: number) => boolean): string {
  if (PLAIN.test(text)) return text;
  const alike = text
    .normalize('NFC')
    .replace(/[\u2000-\u200a\u202f\u205f\u3000]/g, ' ')
    .replace(/[\u2010\u2011]/g, '-');
  return [...graphemes.segment(alike)]
    .map(({ segment }) => segment.replace(INVISIBLE, ''))
    .map((segment) => (isDrawable(segment, has) ? segment : MISSING))
    .join('');
}

const isDrawable = (grapheme: string, has: (codePoint: number) => boolean): boolean =>
  /^\s*$/.test(grapheme) || [...grapheme].every((one) => has(one.codePointAt(0)!));
