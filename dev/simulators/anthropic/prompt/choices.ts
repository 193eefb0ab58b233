import { sentencesOf } from './sentences.ts';
import { startsWithGerund, startsWithVerb, verbAt } from './verbs.ts';

const SOMEBODY = '(?:we|I|you|he|she|it(?! be\\b)|they|one)';
const INVERTED = '(?:should|shall|do|does|can|could|would|will|must)';
/** How a choice is opened; what follows is the first way to go. */
const OPENERS: readonly RegExp[] = [
  new RegExp(`(?:^|\\b(?:or|and|but|so|whether|if)\\s+|[,:;–—]\\s*)${INVERTED}\\s+(${SOMEBODY})\\s+`, 'i'),
  /\bshould\s+(the|our|my|your|his|her|their)\s+/i,
  /\b(?:is it (?:better|smarter|wiser|best|time|wise|right|sensible)|would it be (?:better|smarter|wiser|best|wise)|better|best|wiser|smarter)(?:\s+for\s+(?:us|me))?\s+to\s+/i,
  /\b(?:is it|would it be)\s+worth(?:while)?\s+(?:to\s+)?(?=\w+ing\b)/i,
  /\b(?:whether|if)\s+(?:(?:we|I)\s+should|to|or\s+not\s+to)\s+/i,
  /\b(?:either)\s+(?:(?:we|I)\s+)?/i,
  /\b(?:we|I)\s+should\s+/i,
];
const OPEN_QUESTION = /^(?:and |so |but )?(?:which|what|how|when|where|who|why)\b/i;
const WISH =
  /\b(?:considering|thinking (?:about|of)|planning to|plan to|want to|would like to|decid(?:e|ing) (?:whether )?to|tempted to)\s+(.+)$/i;

/** The phrases in which a text puts its options; empty when it names none. */
export function choicesIn(text: string): string[] {
  const list = listed(text);
  if (list !== null) return list;
  const sentences = sentencesOf(text);
  for (const find of [between, whichOf, opened, compared, wished, imperative]) {
    const found = sentences.map(find).filter((phrases) => phrases.length > 0);
    const best = found.find((phrases) => phrases.length > 1) ?? found[0];
    if (best !== undefined) return best.length > 1 ? best : [...best, ...othersWish(text, best[0] ?? '')];
  }
  return [];
}

/** A bulleted or lettered list under a sentence that asks for a choice. */
function listed(text: string): string[] | null {
  const labelled = [...text.matchAll(/(?:^|[\n;.]\s*)(?:option|alternative|plan)\s+[A-Z0-9]\s*[:)–-]\s*([^\n;.]+)/gi)];
  const items = [...text.matchAll(/^\s*(?:[-*•]|\(?[0-9a-z][.)])\s+(.+)$/gim)];
  const asksToChoose = /\b(options?|choices?|alternatives?|either|choose|pick|which|should|between)\b/i.test(text);
  const found = labelled.length > 1 ? labelled : items.length > 1 && asksToChoose ? items : null;
  if (found === null) return null;
  const subject = /\b(?:options|choices|plans|ideas) (?:for|with) ((?:the|our|my) [\w -]+?)\s*[:?\n]/i.exec(text)?.[1];
  return found
    .map(([, phrase = '']) => phrase.split(/\s[–—-]\s|:\s|\.\s|;\s/)[0] ?? '')
    .map((phrase) => (subject === undefined ? phrase : phrase.replace(/\bit\b/, subject)));
}

function between(sentence: string): string[] {
  const rest = /\bbetween\s+(.+?\s+(?:and|or)\s+.+)$/i.exec(sentence)?.[1];
  return rest === undefined || /^\d/.test(rest) ? [] : splitChoices(rest, true);
}

/** "Which of the two should we drop, the planner or the notebook?" */
function whichOf(sentence: string): string[] {
  const [, verb, rest] =
    /^which\b.*?\b(?:should|do|shall)\s+(?:we|I)\s+([\w\s-]+?),\s+(.+\sor\s.+)\?$/i.exec(sentence) ?? [];
  return verb === undefined || rest === undefined ? [] : splitChoices(rest, false).map((part) => `${verb} ${part}`);
}

/** After the first opener, or from a verb at the start of the sentence or of its last part on. */
function opened(sentence: string): string[] {
  if (OPEN_QUESTION.test(sentence)) return [];
  const matches = OPENERS.map((opener) => opener.exec(sentence)).filter((match) => match !== null);
  const [first] = matches.sort((one, other) => one.index - other.index);
  const asks = /\?|\b(?:whether|decide|choose|should|either)\b/i.test(sentence);
  const start = /\sor\s/.test(sentence) && asks ? bareStart(sentence) : -1;
  if (start !== -1 && (first === undefined || start < first.index)) return splitChoices(sentence.slice(start), false);
  if (first === undefined || /\b(?:you|one) $/i.test(first[0])) return [];
  const after = sentence.slice(first.index + first[0].length);
  const determined = /^(?:the|our|my|your|his|her|their)$/i.test(first[1] ?? '');
  const whole = /^(?:he|she|they)$/i.test(first[1] ?? '') ? first[0].replace(/^[,:;–—\s]+/, '') + after : after;
  return splitChoices(determined ? withoutSubject(after) : whole, false);
}

/** Where a list of verbs begins that no opener announces: "Pay down the loan, …?", "Our choir rent …?". */
function bareStart(sentence: string): number {
  if (startsWithVerb(sentence) || startsWithGerund(sentence)) return 0;
  const head = sentence.split(/\s+or\s+/)[0] ?? '';
  const rest = sentence.slice(head.length).replace(/^\s+or\s+(?:to\s+)?/, '');
  if (!/^(?:our|my|the|we|I)\b/i.test(head) || head.includes(',') || !startsWithVerb(rest)) return -1;
  if (new RegExp(`\\b${INVERTED}\\b|\\bwhether\\b|\\beither\\b`, 'i').test(head)) return -1;
  const words = head.split(/\s+/);
  const at = verbAt(words, /^(?:we|I)$/i.test(words[0] ?? '') ? 1 : 2);
  const from = at === -1 ? words.findIndex((word, index) => index >= 2 && startsWithVerb(word)) : firstVerb(words, at);
  return from === -1 ? -1 : words.slice(0, from).join(' ').length + 1;
}

/** "our choir of forty rent …": a word that may be a noun is the verb where a determiner follows it. */
function firstVerb(words: readonly string[], at: number): number {
  const earlier = words.findIndex(
    (word, index) =>
      index >= 2 && index < at && startsWithVerb(word) && /^(?:the|our|my|an?|this|it)$/i.test(words[index + 1] ?? ''),
  );
  return earlier === -1 ? at : earlier;
}

/** "German subsidiary sell the plant" → "sell the plant" */
function withoutSubject(text: string): string {
  const words = text.split(/\s+/);
  const at = verbAt(words, 1);
  return words.slice(at === -1 || at > 5 ? 1 : at).join(' ');
}

function compared(sentence: string): string[] {
  const versus = /^(?:.*[,:]\s+)?(.+?\s+(?:vs\.?|versus)\s+.+)$/i.exec(sentence)?.[1];
  if (versus !== undefined) return splitChoices(versus, false);
  const asked = /^(?:[^,:]*:\s+|.*,\s+)?(.+\sor\s.+)\?$/i.exec(sentence);
  if (asked === null || OPEN_QUESTION.test(sentence)) return [];
  const colon = /:\s+(.+\sor\s.+)\?$/.exec(sentence)?.[1];
  return splitChoices(colon ?? asked[1] ?? '', false);
}

const wished = (sentence: string): string[] => {
  const rest = WISH.exec(sentence)?.[1];
  return rest === undefined ? [] : splitChoices(rest.replace(/\s+but\s.*$/i, ''), false);
};

/** "Close the Leeds branch", "Hire?", "Remote-first?" */
function imperative(sentence: string, at: number, all: readonly string[]): string[] {
  const words = sentence.split(/\s+/);
  if (all.length > 1 || words.length > 12 || /^help\b/i.test(sentence)) return [];
  if (startsWithVerb(sentence)) return [sentence];
  return words.length <= 3 && sentence.endsWith('?') && !OPEN_QUESTION.test(sentence) ? [sentence] : [];
}

/** What others want, where the person asks about one way only, and what they want themselves where that is to wait. */
function othersWish(text: string, only: string): string[] {
  const waits = /^(?:wait|hold off|stop|not)\b/i.test(only);
  const pattern = waits
    ? /\b(?:wants?|plan(?:ned|s)?|would like|hoped?) to ([^,.;?!]+)/i
    : /\b(?:brother|sister|father|mother|son|daughter|wife|husband|partner|co-?founders?|boss|board|CEO|CTO|CFO|investors?|he|she|they)\s+(?:wants?|would like|would rather|prefers?|plans?) to ([^,.;?!]+)/i;
  const wish = pattern.exec(text)?.[1]?.replace(/\s+(?:but|because|and|so|while)\s.*$/i, '');
  return wish === undefined || wish.split(/\s+/).length > 9 || wish.includes(only) ? [] : [wish];
}

const FIXED =
  /\b(before|more|sooner|yes|one|two|three|a week|a month|a year)\s+or\s+(after|less|later|no|two|three|four|so)\b/gi;

/** "A, B, or C" → [A, B, C]; commas count only where an "or" closes the list. */
function splitChoices(rest: string, withAnd: boolean): string[] {
  const text = rest
    .replace(/[,\s]+\bor not\b\s*/gi, ' ')
    .replace(/[?!;:](?:\s.*)?$|\.$/s, '')
    .replace(FIXED, (_whole, one: string, other: string) => `${one}\u0001${other}`);
  const timing = /^(.*)\bbefore\u0001after\b(.*)$/i.exec(text);
  if (timing !== null) return ['before', 'after'].map((when) => `${timing[1]}${when}${timing[2]}`);
  const word = withAnd ? /\s*,?\s+(?:and|or)\s+/i : /\s*,?\s+(?:or|vs\.?|versus)(?:\s+else)?\s+/i;
  const parts = text.replaceAll('\u0001', '\u0002').split(word);
  if (parts.length === 1) return [plain(text.replace(/,.*$/s, ''))];
  const head = (parts[0] ?? '').split(/\s*,\s+/);
  const isList = head
    .slice(1)
    .every(
      (part) => part.split(' ').length <= 9 && !/^(?:which|that|who|given|so|and|but|if|because|as)\b/i.test(part),
    );
  return [...(isList ? head : [head[0] ?? '']), ...parts.slice(1).map((part) => part.replace(/,.*$/s, ''))].map(plain);
}

const plain = (part: string): string => part.replaceAll(/[\u0001\u0002]/g, ' or ').trim();
