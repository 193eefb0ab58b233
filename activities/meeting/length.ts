/** Cuts text at the last whole sentence, else the last word, that ends within `max` UTF-16 units. Idempotent. */
export function cut(text: string, max: number): string {
  const trimmed = text.trim();
  if (trimmed.length <= max) return trimmed;
  const head = trimmed
    .slice(0, max)
    .toWellFormed()
    .replace(/\ufffd$/, '');
  const sentence = /^[\s\S]*[.!?…。！？](?=["'”’)\]]*(?:\s|$))["'”’)\]]*/u.exec(head)?.[0];
  if (sentence && sentence.length >= max / 2) return sentence.trim();
  const word = head.slice(0, max - 1).replace(/\s+\S*$/u, '');
  return `${(word.trim() || head.slice(0, max - 1)).trim()}…`;
}

/** The first sentence of a text, at most `max` units. */
export function firstSentence(text: string, max: number): string {
  const line = text.trim().replace(/\s+/g, ' ');
  const sentence = /^.*?[.!?。！？](?=\s|$)/u.exec(line)?.[0] ?? line;
  return cut(sentence, max);
}

/** What two texts have in common when case, spaces and punctuation do not count. */
export const sameness = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
