import { choicesIn } from './choices.ts';
import { foreignChoices, isEnglish } from './language.ts';
import { secondPerson } from './second-person.ts';
import { sentencesOf } from './sentences.ts';
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
  /^(?:do nothing|keep|stay(?! open)|wait|hold off|refuse|decline|remain|continue|postpone|not |leave|talk it over)/.test(
    option.do,
  );

const MAX_OPTIONS = 5;
const MAX_WORDS = 14;

/** The ways named in a problem, in order; empty when it names none. */
export function optionsOf(problem: string): Option[] {
  if (!isEnglish(problem)) return foreignChoices(sentencesOf(problem)).slice(0, MAX_OPTIONS).map(asQuoted);
  const clean = choicesIn(problem)
    .map(cleanOption)
    .map((phrase) => withObject(phrase, problem))
    .filter((phrase) => phrase.length > 1);
  const distinct = [...new Map(shareVerb(clean).map((phrase) => [phrase.toLowerCase(), phrase])).values()];
  // "Should our agency drop its clients?": said to the person, it is theirs.
  const theirs = /\bshould\s+(?:our|my)\s+\w+/i.test(problem);
  const own = theirs ? distinct.map((phrase) => phrase.replace(/\bits\b/g, 'your')) : distinct;
  return own.slice(0, MAX_OPTIONS).map(asOption).map(shorten);
}

/** An option in words of another language, which cannot be bent. */
const asQuoted = (phrase: string): Option => {
  const name = `‘${phrase}’`;
  return { name, do: `go with ${name}`, ing: `going with ${name}`, short: `going with ${name}` };
};

export const asOption = (phrase: string): Option => {
  const own = secondPerson(phrase);
  const bends = startsWithVerb(own) || startsWithGerund(own) || /^(?:a|an|the|your|this|that|not)\s/i.test(own);
  const start = bends || /^[A-Z][a-z]+-[a-z]+$/.test(own) ? own.charAt(0).toLowerCase() + own.slice(1) : own;
  return { name: start, do: infinitive(start), ing: gerund(start), short: gerund(start) };
};

/** "build it" → "build the on-premise version", where the sentence before names it. */
function withObject(phrase: string, problem: string): string {
  const verb = /^(\w+) (?:it|this|that)$/i.exec(phrase)?.[1];
  if (verb === undefined) return phrase;
  const before = problem.slice(0, Math.max(0, problem.search(new RegExp(`\\b${verb} (?:it|this|that)\\b`, 'i'))));
  const parts = before.split(/[.!?:;]\s/).filter((part) => /\b(?:an?|the)\s/i.test(part));
  const sentence = parts.findLast((part) => /\b(?:offer|want|ask|propos|suggest)/i.test(part)) ?? parts.at(-1) ?? '';
  const object = [...sentence.matchAll(/\b(?:an?|the)\s+((?:[\w-]+\s){0,2}[\w-]+)(?=[.,;!?]|$)/gi)].at(-1)?.[1];
  return object === undefined ? phrase : `${verb} the ${object}`;
}

/** A shorter form for an option, unless it would no longer tell it from another. */
function shorten(option: Option, _index: number, all: readonly Option[]): Option {
  const short = shortForm(option.ing);
  const clash = all.some((other) => other !== option && shortForm(other.ing) === short);
  return clash ? option : { ...option, short };
}

/** A phrase cut where its details begin. */
export function shortForm(phrase: string): string {
  const words = phrase.split(/\s+/);
  const cut = words.findIndex(
    (word, at) => at >= 3 && /^(?:by|from|in|to|for|at|with|next|before|after|until|on|and|so|of)$/i.test(word),
  );
  const kept = words.slice(0, cut).join(' ');
  return cut === -1 || words.length <= 5 || /\b(?:the|an?|your|that|and)$/.test(kept) ? phrase : kept;
}

/** "does he commute" → "let him commute" */
const HIM: Readonly<Record<string, string>> = { he: 'him', she: 'her', they: 'them' };

function cleanOption(phrase: string): string {
  const bare = phrase
    .trim()
    .replace(/^["'“”(]+|["'“”)?.!,;:]+$/g, '')
    .replace(/^(?:or|and|but|so|then|maybe|perhaps|even|also|else)\s+/i, '')
    .replace(
      /^(?:does|do|should|shall|will|would|can|could|must)\s+(he|she|they)\s+/i,
      (_whole, who: string) => `let ${HIM[who.toLowerCase()] ?? 'them'} `,
    )
    .replace(
      /^(?:(?:should|do|does|shall|can|could|would|will|must)\s+(?:we|I|it)|(?:we|I)(?:\s+should)?|is it)\s+/i,
      '',
    )
    .replace(/^(?:(?:to|rather|instead|just|simply|either|now|really|still|also|then|finally)\s+)+/i, '')
    .replace(/^afford\s+(?:to\s+)?(?=(\w+))/i, (_whole, next: string) => (startsWithVerb(next) ? '' : 'get '))
    .replace(
      /\s+(?:because|given that|given|so that|since|although|even though|now that|considering|instead|if we|if I|but)\b.*$/i,
      '',
    );
  const words = bare.split(/\s+/);
  if (words.length <= MAX_WORDS) return bare;
  const head = words.slice(0, MAX_WORDS).join(' ');
  return head.replace(/(?:\s+(?:and|with|for|to|of|in|on|at|by|from|the|a|an|our|my|which|that|while|as))+$/i, '');
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

/** "drop the planner or the notebook": a verb they share is said once. @param names infinitives or names */
export function either(names: readonly string[]): string {
  const [first = '', ...others] = names;
  const verb = /^go with /.exec(first)?.[0] ?? `${first.split(' ')[0]} `;
  const shared = others.every(
    (name) => name.startsWith(verb) && (verb === 'go with ' || /^\S+ (?:the|an?|your|\d)/.test(name)),
  );
  const rest = shared ? others.map((name) => name.slice(verb.length)) : others;
  const all = [first, ...rest];
  return all.length < 2 ? first : `${all.slice(0, -1).join(', ')} or ${all.at(-1)}`;
}
