/**
 * Makes text from people, files and experts safe to quote in a prompt. What was stored stays as it was typed: only the
 * prompt gets the cleaned form. Every function is idempotent and total.
 */

// C0 and C1 controls but tab and line feed; invisible marks that reorder, join or hide text (zero-width joiners and the
// emoji selector are kept: they belong to scripts and emoji); the tag block, which can smuggle a whole invisible message.
const INVISIBLE =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0e\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;
const LINE_BREAK = /\r\n?|\u0085|\u2028|\u2029/g;
// Anything a reader could take for the begin of a fence: `<problem`, `</task`, `< / x`, `<!--`, `<?`, `<|im_start|>`, also
// with wide and small forms of the signs and with marks in between that have no width. "5 < 7" and "a <- b" are left alone.
const FENCE_START =
  /[<\uff1c\ufe64](?=[\s\p{Cf}\p{Mn}]*[/\uff0f\u2044\u2215!?|\uff5c]?[\s\p{Cf}\p{Mn}]*[\p{L}_|-]{1})(?!-\s)/gu;
/** The sign by its number. */
const NUMBERED_SIGN = /&#(?:0*60|0*65308|x0*3c|x0*ff1c);?/giu;
/** Letters and the colon count in their wide forms too. */
const wide = (word: string): string =>
  [...word].map((letter) => `[${letter}${String.fromCharCode(letter.charCodeAt(0) + 0xfee0)}]`).join('');
const TURNS = ['human', 'assistant', 'system', 'user', 'developer'].map(wide).join('|');
const ROLE_MARKER = new RegExp(`^([ \\t>\u3000]*)((?:${TURNS})[ \\t\u3000]*[:\uff1a])`, 'gimu');

/** Without control and invisible characters, line breaks as `\n`, well-formed. */
export function withoutControls(text: string): string {
  return text.toWellFormed().replace(LINE_BREAK, '\n').replace(INVISIBLE, '');
}

/** Text fit to stand between fences: it cannot close one, open one or pass for a turn of the conversation. */
export function sanitise(text: string): string {
  return withoutControls(text)
    .replace(NUMBERED_SIGN, '&lt;')
    .replace(FENCE_START, '&lt;')
    .replace(ROLE_MARKER, '$1- $2')
    .trim();
}

/** Text fit to stand in an attribute's double quotes: one line, no quote, no angle bracket. */
export function sanitiseAttribute(text: string): string {
  return withoutControls(text)
    .replace(/["\u201c\u201d]/g, "'")
    .replace(NUMBERED_SIGN, '(')
    .replace(/[<\uff1c\ufe64]/g, '(')
    .replace(/[>\uff1e\ufe65]/g, ')')
    .replace(/\s+/g, ' ')
    .trim();
}
