/** A full stop after these ends no sentence. */
const ABBREVIATION = /(?:\b(?:vs|e\.g|i\.e|approx|ca|cf|no|nr|st|dr|mr|mrs|ms|z\.b|bzw|inkl|evtl|usw)|\b[A-Z])\.$/i;
const END = /(?<=[.!?]["”’)]?)\s+(?=["“‘¿¡A-Za-z0-9$€£À-ÿ])|\n+/g;

/** Sentences of a text, also where people spare capitals; a line break ends one too. Marks of lists are left out. */
export function sentencesOf(text: string): string[] {
  const pieces: string[] = [];
  let from = 0;
  for (const match of text.matchAll(END)) {
    const before = text.slice(from, match.index);
    if (!match[0].includes('\n') && ABBREVIATION.test(before)) continue;
    pieces.push(before);
    from = match.index + match[0].length;
  }
  return [...pieces, text.slice(from)]
    .map((sentence) => sentence.replace(/^\s*(?:[-*•]|\(?\d+[.)]|\(?[a-z]\))\s+/, '').trim())
    .filter((sentence) => sentence !== '');
}
