const LONGEST = 60;

/**
 * `Content-Disposition` of a record's file: `decision-<what it was about>-<day>.<format>`. Letters of every script stay
 * where the browser takes them, and Latin ones where it does not.
 */
export function downloadName(about: string, at: string | null, format: string): string {
  const day = at?.slice(0, 10);
  const named = (words: string) => `${['decision', words, day].filter(Boolean).join('-')}.${format}`;
  const latin = about.normalize('NFKD').replace(/[^\x20-\x7e]/g, '');
  return `attachment; filename="${named(slug(latin))}"; filename*=UTF-8''${encodeURIComponent(named(slug(about)))}`;
}

const slug = (text: string): string =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .split(' ')
    .reduce((name, word) => (name.length + word.length < LONGEST ? `${name} ${word}` : name), '')
    .trim()
    .replaceAll(' ', '-');
