import { secondPerson } from './second-person.ts';
import { gerund, infinitive, startsWithGerund, startsWithVerb } from './verbs.ts';

/** A way the person could go, in the forms a sentence needs. */
export interface Option {
  /** As the person put it. */
  name: string;
  /** "raise prices" */
  do: string;
  /** "raising prices" */
  ing: string;
  /** `ing`, cut where the details begin, for a second mention. */
  short: string;
}

/** Whether an option leaves things as they are. */
export const isPassive = (option: Option): boolean =>
  /^(?:do nothing|keep|stay|wait|hold off|refuse|decline|remain|continue|postpone|not |leave)/.test(option.do);

const MAX_OPTIONS = 5;
const MAX_WORDS = 14;
const SHOULD =
  /\bshould\s+(?:we|I|they|he|she|you|it|(?:the|our|my)\s+\w+)\s+(?:now\s+|really\s+|still\s+|just\s+|instead\s+)?(.+)$/i;

/** "What should we charge?" names no option. */
const OPEN_QUESTION = /^(?:which|what|how|when|where|who|why)\b/i;

/** The ways named in a problem, in order; empty when it names none. */
export function optionsOf(problem: string): Option[] {
  const phrases = listed(problem) ?? asked(problem) ?? [];
  const clean = phrases
    .map(cleanOption)
    .map((phrase) => withObject(phrase, problem))
    .filter((phrase) => phrase.length > 1);
  const distinct = [...new Map(shareVerb(clean).map((phrase) => [phrase.toLowerCase(), phrase])).values()];
  // "Should our agency drop its clients?": said to the person, it is theirs.
  const theirs = /\bshould\s+(?:our|my)\s+\w+/i.test(problem);
  const own = theirs ? distinct.map((phrase) => phrase.replace(/\bits\b/g, 'your')) : distinct;
  return own.slice(0, MAX_OPTIONS).map(asOption).map(shorten);
}

export const asOption = (phrase: string): Option => {
  const own = secondPerson(phrase);
  const start = startsWithVerb(own) || startsWithGerund(own) ? own.charAt(0).toLowerCase() + own.slice(1) : own;
  return { name: start, do: infinitive(start), ing: gerund(start), short: gerund(start) };
};

/** "build it" → "build the on-premise version", where the sentence before names it. */
function withObject(phrase: string, problem: string): string {
  const verb = /^(\w+) (?:it|this|that)$/i.exec(phrase)?.[1];
  if (verb === undefined) return phrase;
  const before = problem.slice(0, Math.max(0, problem.search(new RegExp(`\\b${verb} (?:it|this|that)\\b`, 'i'))));
  const sentence = before.split(/[.!?]\s/).at(-2) ?? '';
  const object = [...sentence.matchAll(/\b(?:an?|the)\s+((?:[\w-]+\s){0,2}[\w-]+)(?=[.,;!?]|$)/gi)].at(-1)?.[1];
  return object === undefined ? phrase : `${verb} the ${object}`;
}

/** A shorter form for an option, unless it would no longer tell it from another. */
function shorten(option: Option, _index: number, all: readonly Option[]): Option {
  const short = shortForm(option.ing);
  const clash = all.some((other) => other !== option && shortForm(other.ing) === short);
  return clash ? option : { ...option, short };
}

function shortForm(phrase: string): string {
  const words = phrase.split(/\s+/);
  const cut = words.findIndex(
    (word, at) => at >= 3 && /^(?:by|from|in|to|for|at|with|next|before|after|until|on|and|so|of)$/i.test(word),
  );
  return cut === -1 || words.length <= 5 ? phrase : words.slice(0, cut).join(' ');
}

/** A bulleted or lettered list under a sentence that asks for a choice. */
function listed(problem: string): string[] | null {
  const labelled = [
    ...problem.matchAll(/(?:^|[\n;.]\s*)(?:option|alternative|plan)\s+[A-Z0-9]\s*[:)–-]\s*([^\n;.]+)/gi),
  ];
  if (labelled.length > 1) return labelled.map(([, phrase]) => firstClause(phrase ?? ''));
  const items = [...problem.matchAll(/^\s*(?:[-*•]|\(?[0-9a-z][.)])\s+(.+)$/gim)];
  const asksToChoose = /\b(options?|choices?|alternatives?|either|choose|pick|which|should|between)\b/i.test(problem);
  return items.length > 1 && asksToChoose ? items.map(([, phrase]) => firstClause(phrase ?? '')) : null;
}

function asked(problem: string): string[] | null {
  const sentences = problem.split(/(?<=[.!?])\s+|\n+/);
  const patterns = [
    /\b(?:between|torn between)\s+(.+?\s+(?:and|or)\s+.+)$/i,
    SHOULD,
    /\b(?:whether|if)\s+(?:we\s+should|I\s+should|to|or\s+not\s+to)\s+(.+)$/i,
    /\b(?:either)\s+(.+\sor\s.+)$/i,
    /\b(?:do|shall|can|could|would|will)\s+(?:we|I)\s+(.+\sor\s.+)$/i,
    /\b(?:is it (?:better|smarter|wiser|best|time)|better|best|wise)\s+(?:for us\s+)?to\s+(.+)$/i,
    /\b(?:choose|choosing|decide|deciding|pick|picking)\s+(.+?\s+(?:vs\.?|versus|or)\s+.+)$/i,
    /^(.+?\s+(?:vs\.?|versus)\s+.+)$/i,
    /\b(?:considering|thinking (?:about|of)|planning to|plan to|want to|would like to|deciding to)\s+(.+)$/i,
    /^(?:.*[,:]\s+)?(.+\sor\s.+)\?$/i,
  ];
  for (const pattern of patterns)
    for (const sentence of sentences) {
      const rest = pattern.exec(sentence.trim())?.[1];
      if (rest === undefined || (pattern === SHOULD && OPEN_QUESTION.test(sentence))) continue;
      const parts = splitChoices(rest, pattern === patterns[0]);
      if (parts.length > 0) return parts;
    }
  return null;
}

/** "A, B, or C" → [A, B, C]; commas count only where an "or" closes the list. */
function splitChoices(rest: string, withAnd: boolean): string[] {
  const text = rest.replace(/\s*\bor not\b\s*/gi, ' ').replace(/[?.!:;].*$/s, '');
  const word = withAnd ? /\s*,?\s+(?:and|or)\s+/i : /\s*,?\s+(?:or|vs\.?|versus)\s+/i;
  const parts = text.split(word);
  if (parts.length === 1) return [text.replace(/,.*$/s, '')];
  const head = parts[0] as string;
  const listHead = head.split(/\s*,\s+/);
  const isList = listHead
    .slice(1)
    .every((part) => part.split(' ').length <= 9 && !/^(?:which|that|given|so|and|but)\b/i.test(part));
  return [...(isList ? listHead : [listHead[0] as string]), ...parts.slice(1).map((part) => part.replace(/,.*$/s, ''))];
}

const firstClause = (text: string): string => text.split(/\s[–—-]\s|:\s|\.\s|;\s/)[0] ?? text;

function cleanOption(phrase: string): string {
  const bare = phrase
    .trim()
    .replace(/^["'“”(]+|["'“”)?.!,;:]+$/g, '')
    .replace(
      /^(?:should (?:we|I)|do (?:we|I)|shall (?:we|I)|rather|instead|just|simply|to|we|I|we should|is it)\s+/i,
      '',
    )
    .replace(/^(?:to|rather|instead|just|simply)\s+/i, '')
    .replace(
      /\s+(?:because|given that|given|so that|since|although|even though|now that|considering|instead|if we|if I)\b.*$/i,
      '',
    );
  const words = bare.split(/\s+/);
  if (words.length <= MAX_WORDS) return bare;
  const head = words.slice(0, MAX_WORDS).join(' ');
  return head.replace(/\s+(?:and|with|for|to|of|in|on|at|by|from|the|a|an|our|my|which|that|while|as)$/i, '');
}

/** "hire a salesperson, an agency": what the later ones leave out is taken from the first. */
function shareVerb(phrases: string[]): string[] {
  const [first, ...others] = phrases;
  if (first === undefined) return phrases;
  if (!startsWithVerb(first) && !startsWithGerund(first)) {
    const names = phrases.every((phrase) => /^[A-Z]/.test(phrase));
    return names ? phrases.map(withoutTail) : phrases;
  }
  return [first, ...others.map((other) => completed(first, other))];
}

/** "Lisbon for our new office" → "Lisbon": the tail belongs to all of the names. */
const withoutTail = (name: string): string => name.replace(/\s+(?:for|next|with|in|as|by|when|this)\s.*$/, '');

function completed(first: string, other: string): string {
  if (startsWithVerb(other) || startsWithGerund(other) || /^not\b/i.test(other)) return other;
  const words = first.split(/\s+/);
  const [head = ''] = other.split(/\s+/);
  if (/^(?:in|into|to|on|at|by|from|with|for|through|via)$/i.test(head)) {
    const at = words.findIndex((word) => word.toLowerCase() === head.toLowerCase());
    return `${words.slice(0, at === -1 ? 1 : at).join(' ')} ${other}`;
  }
  if (/^[$€£]?\d/.test(head)) {
    const at = words.findIndex((word) => /^[$€£]?\d/.test(word));
    if (at > 0) return `${words.slice(0, at).join(' ')} ${other}`;
  }
  if (/^[A-Z]/.test(head)) {
    const at = words.findIndex((word, index) => index > 0 && /^[A-Z]/.test(word));
    if (at > 0) return `${words.slice(0, at).join(' ')} ${withoutTail(other)}`;
  }
  const preposition = /^(?:to|into|with|on|for|in)$/i.test(words[1] ?? '') ? ` ${words[1]}` : '';
  return `${words[0]}${preposition} ${other}`;
}
