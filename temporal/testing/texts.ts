/** A text, and where it stands. */
export interface Text {
  place: string;
  text: string;
}

/**
 * Every text that a value holds, names included, both as it is written there and as it was before it was encoded: payloads
 * are bytes, most of them are JSON, and a string in them may be JSON again.
 */
export function textsIn(value: unknown, place = ''): Text[] {
  if (value instanceof Uint8Array) return textsIn(Buffer.from(value).toString('utf8'), place);
  if (typeof value === 'string') return [{ place, text: value }, ...encodedIn(value, place)];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, item]) => {
    const here = `${place}.${name}`;
    return Array.isArray(value) ? textsIn(item, here) : [{ place: here, text: name }, ...textsIn(item, here)];
  });
}

function encodedIn(text: string, place: string): Text[] {
  if (!/^\s*["[{]/.test(text)) return [];
  try {
    return textsIn(JSON.parse(text), place);
  } catch {
    return [];
  }
}

/** Every text of a file with an entry a line, e.g. a log. */
export const textsOfLines = (lines: string, place: string): Text[] =>
  lines.split('\n').flatMap((line, index) => textsIn(line, `${place}:${index + 1}`));

/** A text as it may stand in a longer one that nobody can decode as a whole: a message, an address. */
function writings(text: string): string[] {
  const json = JSON.stringify(text).slice(1, -1);
  const ascii = json.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return [...new Set([text, json, ascii, encodeURIComponent(text)])];
}

/** A needle, and the first place where it stands. */
export interface Found {
  needle: string;
  place: string;
}

/** Which of the needles stand somewhere among the texts, however they are written there. */
export function found(needles: readonly string[], texts: readonly Text[]): Found[] {
  const all = texts.map(({ text }) => text).join('\u0000');
  return needles.flatMap((needle) => {
    const written = writings(needle).find((one) => all.includes(one));
    if (written === undefined) return [];
    return [{ needle, place: texts.find(({ text }) => text.includes(written))!.place }];
  });
}
