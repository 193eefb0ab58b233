/**
 * Makes text from people, files and experts safe to quote in a prompt. What was stored stays as it was typed: only the
 * prompt gets the cleaned form. Every function is idempotent and total.
 */

// C0 and C1 controls but tab and line feed; invisible marks that reorder or hide text (zero-width joiners are kept: they
// belong to scripts and emoji); the tag block, which can smuggle a whole invisible message.
const INVISIBLE =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;
// Anything a reader could take for the begin of a fence: `<problem`, `</task`, `< / x`, `<!--`, `<?`, `<|im_start|>`, also
// with the wide and small forms of the sign. "5 < 7" and "a <- b" are left alone.
const FENCE_START = /[<\uff1c\ufe64](?=[\s\u200c\u200d]*[/!?|]?[\s\u200c\u200d]*[\p{L}_|-]{1})(?!-\s)/gu;
const ROLE_MARKER = /^([ \t]*)((?:human|assistant|system|user|developer)[ \t]*:)/gimu;

/** Without control and invisible characters, line breaks as `\n`, well-formed. */
export function withoutControls(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    .replace(INVISIBLE, '');
}

/** Text fit to stand between fences: it cannot close one, open one or pass for a turn of the conversation. */
export function sanitise(text: string): string {
  return withoutControls(text).replace(FENCE_START, '&lt;').replace(ROLE_MARKER, '$1- $2').trim();
}

/** Text fit to stand in an attribute's double quotes: one line, no quote, no angle bracket. */
export function sanitiseAttribute(text: string): string {
  return withoutControls(text)
    .replace(/["\u201c\u201d]/g, "'")
    .replace(/[<\uff1c\ufe64]/g, '(')
    .replace(/[>\uff1e\ufe65]/g, ')')
    .replace(/\s+/g, ' ')
    .trim();
}
