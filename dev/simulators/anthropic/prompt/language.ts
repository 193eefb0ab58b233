const ENGLISH =
  /\b(?:the|and|or|to|of|we|i|our|my|is|are|should|do|does|have|has|for|with|a|an|in|it|not|what|which|how|can|will)\b/giu;
const FOREIGN: readonly RegExp[] = [
  /(?<!\p{L})(?:der|die|das|und|oder|wir|ich|sollen|soll|sollten|ist|sind|ein|eine|einen|mit|für|nicht|unser\p{L}*|mein\p{L}*)(?!\p{L})/giu,
  /(?<!\p{L})(?:le|la|les|et|ou|nous|je|devons|dois|est|sont|un|une|des|du|pour|pas|notre|mon|ma|faut-il)(?!\p{L})/giu,
  /(?<!\p{L})(?:el|la|los|las|y|o|nosotros|yo|debemos|deberíamos|debería|es|son|un|una|con|para|por|nuestr\p{L}*|mi)(?!\p{L})/giu,
  /(?<!\p{L})(?:il|lo|gli|e|o|noi|dobbiamo|dovremmo|devo|è|sono|un|una|con|per|non|nostr\p{L}*|mio|mia)(?!\p{L})/giu,
  /(?<!\p{L})(?:de|het|een|en|of|wij|we|ik|moeten|moet|zullen|is|zijn|met|voor|niet|onze|ons|mijn)(?!\p{L})/giu,
  /(?<!\p{L})(?:o|os|as|e|ou|nós|eu|devemos|devo|é|são|um|uma|com|para|não|nosso\p{L}*|nossa\p{L}*|meu|minha)(?!\p{L})/giu,
];

const count = (text: string, words: RegExp): number => text.match(words)?.length ?? 0;

/** Whether a text is English, by its small words; a word or two count as English. */
export function isEnglish(text: string): boolean {
  const own = count(text, ENGLISH);
  return FOREIGN.every((words) => count(text, words) <= own);
}

const OR = /\s*,?\s+(?:oder|ou|o|of|oppure)\s+/iu;
/** How other languages open such a question; what follows is what could be done. */
const OPENER =
  /^[¿¡]?\s*(?:soll(?:en|te|ten)?\s+(?:wir|ich)|devons-nous|dois-je|devrions-nous|faut-il|est-ce que (?:nous devons|je dois)|debemos|deberíamos|debería|dobbiamo|dovremmo|devo|moeten we|moet ik|zullen we|devemos)\s+/iu;

/** The ways a question in another language names: as they stand there, for want of a translation. */
export function foreignChoices(sentences: readonly string[]): string[] {
  const questions = sentences.filter((sentence) => sentence.includes('?'));
  const question =
    questions.find((sentence) => OR.test(sentence)) ?? questions.find((sentence) => OPENER.test(sentence));
  if (question === undefined) return [];
  const parts = question
    .replace(/\s*\?.*$/su, '')
    .replace(OPENER, '')
    .split(OR);
  const head = (parts[0] ?? '').split(/\s*,\s+/u);
  return [...(parts.length > 1 ? head : [head.join(', ')]), ...parts.slice(1)]
    .map((part) => part.trim().split(/\s+/u).slice(0, 14).join(' '))
    .filter((part) => part.length > 1);
}
