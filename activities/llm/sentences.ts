const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });
const ENDED = /[.!?…。！？]["'”’)\]*_]*$/u;
const LIST_MARK = /^(?:[-*•]|\d{1,2}[.)])\s+/u;
const WORD = /[\p{L}\p{N}]/u;

/** The sentences of a text, trimmed, without list marks; pieces without a letter or digit are left out. */
export function sentencesOf(text: string): string[] {
  return text
    .split(/\n+/u)
    .flatMap((line) => joinMarks([...segmenter.segment(line.trim())].map((part) => part.segment)))
    .map((sentence) => sentence.trim().replace(LIST_MARK, ''))
    .filter((sentence) => WORD.test(sentence));
}

/** The segmenter takes the `1.` of a list for a sentence: it belongs to what follows. */
function joinMarks(parts: string[]): string[] {
  const [first, second, ...rest] = parts;
  if (first === undefined || second === undefined || !/^\d{1,2}[.)]\s*$/u.test(first)) return parts;
  return [first + second, ...rest];
}

/**
 * Cuts a text that ended in the middle of something at its last whole sentence. A text without any whole sentence is
 * kept up to its last word and closed by an ellipsis: nothing a person paid for disappears.
 */
export function cutAtSentence(text: string): string {
  const trimmed = text.trimEnd();
  if (ENDED.test(trimmed)) return trimmed;
  const parts = [...segmenter.segment(trimmed)];
  for (let kept = parts.length - 1; kept > 0; kept--) {
    const head = trimmed.slice(0, parts[kept]?.index).trimEnd();
    if (ENDED.test(head) && !/(?:^|\n)\s*\d{1,2}[.)]$/u.test(head)) return head;
  }
  const word = trimmed.replace(/\s+\S*$/u, '');
  return `${word === '' ? trimmed : word} …`;
}
