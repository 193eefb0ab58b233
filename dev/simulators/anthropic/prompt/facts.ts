import { isEnglish } from './language.ts';
import { inSentence, secondPerson } from './second-person.ts';
import { sentencesOf } from './sentences.ts';

export type FigureKind = 'money' | 'percent' | 'time' | 'count';

/** A number the person gave, with the words that say what it is: "9 months of runway". */
export interface Figure {
  kind: FigureKind;
  phrase: string;
}

const STOP =
  /^(?:and|or|but|so|if|we|i|you|it|is|are|was|were|has|have|had|that|which|who|while|because|to|by|the|at|as|than|then|with|when|where|should|would|will|can|could|this|our|my|not|do|does|from|on|without|before|after|until|since|though|giving|costing|leaving|still|now|today|already|only|just|also|for|next|last|each)$/i;
const TIME = /^(?:day|week|month|quarter|year|hour|minute)s?$/i;
const NUMBER =
  /(?:[$€£¥]\s?)?\d[\d,.]*(?:\s?(?:%|percent\b|k\b|m\b|bn\b|million\b|billion\b|thousand\b))?(?:\s?(?:euros?|dollars?|USD|EUR|GBP|pounds)\b)?/gi;

/** The numbers of a text in order, at most eight; dates, list marks and bare numbers are left out. */
export function figuresOf(text: string): Figure[] {
  const found: Figure[] = [];
  const english = isEnglish(text);
  for (const match of text.matchAll(NUMBER)) {
    const value = match[0].replace(/[.,]+$/, '');
    const figure = english ? figureAt(text, value, match.index) : amountOf(value);
    if (figure !== null && !found.some((other) => other.phrase === figure.phrase)) found.push(figure);
  }
  return found.slice(0, 8);
}

/** In another language only an amount of money speaks for itself. */
const amountOf = (value: string): Figure | null =>
  kindOf(value, '') === 'money' ? { kind: 'money', phrase: value } : null;

function figureAt(text: string, value: string, at: number): Figure | null {
  if (/[\w/-]$/.test(text.slice(0, at)) || /^(?:19|20)\d\d$/.test(value)) return null;
  const after = text.slice(at + value.length);
  if (/^[-/:)]\d?|^(?:st|nd|rd|th)\b|^\s?(?:[ap]\.?m\b|o['’]clock)/i.test(after)) return null;
  const kind = kindOf(value, after);
  const part = kind === 'percent' ? /^ of (?:the|our|my|its|all)\s+[a-z]+/i.exec(after)?.[0] : undefined;
  if (part !== undefined) return { kind, phrase: secondPerson(`${value}${part}`) };
  const before =
    /([A-Za-z]+(?:\s[a-z]+)?)\s+(?:is|are|was|were|of|at|has been|stands at|sits at)\s+(?:about |around |roughly |only |just |over |under |nearly |currently )*$/.exec(
      text.slice(0, at),
    )?.[1];
  const change = changeBefore(text.slice(0, at), value);
  if (change !== null) return { kind, phrase: change };
  const words = following(after);
  if (words.length > 0) return { kind, phrase: secondPerson(`${value} ${words.join(' ')}`) };
  if (before !== undefined) {
    const label = before.replace(/^(?:our|my|the|a|an|and|but|with|its|current)\s+/i, '').toLowerCase();
    const odd = kind === 'count' || /^(?:un\w+|over\w*|to|in|on|of|about|paid|age)\b/.test(label);
    if (!STOP.test(label) && !odd) return { kind, phrase: `${articleOf(label)}${label} of ${value}` };
  }
  return kind === 'money' ? { kind, phrase: value } : null;
}

/** "support costs grew by 25%" → "a 25% rise in support costs" */
function changeBefore(before: string, value: string): string | null {
  const found =
    /([A-Za-z]+(?:\s[a-z]+)?)\s+(?:have |has |had )?(grew|grown|rose|risen|increased|went up|fell|fallen|dropped|decreased|shrank|went down|declined)\s+(?:by\s+)?(?:about |around |roughly |almost |nearly |over )*$/.exec(
      before,
    );
  if (found === null) return null;
  const subject = (found[1] ?? '').replace(/^(?:our|my|the|and|but|while|its|your)\s+/i, '').toLowerCase();
  const word = /^(?:gr|r|incr|went up)/.test(found[2] ?? '') ? 'rise' : 'fall';
  return STOP.test(subject) ? null : `${/^(?:8|11|18)/.test(value) ? 'an' : 'a'} ${value} ${word} in ${subject}`;
}

const articleOf = (label: string): string => {
  if (label.endsWith('s')) return '';
  return /^[aeiou]/i.test(label) ? 'an ' : 'a ';
};

function kindOf(value: string, after: string): FigureKind {
  if (/[$€£¥]|euro|dollar|usd|eur|gbp|pounds|\dk$|million|thousand/i.test(value)) return 'money';
  if (/%|percent/i.test(value)) return 'percent';
  return TIME.test(/^[\s-]*([a-z]+)/i.exec(after)?.[1] ?? '') ? 'time' : 'count';
}

/** The words that belong to a number: "months of runway", "a month in recurring revenue". */
function following(after: string): string[] {
  const clause = /^[ \t-]*([^.,;:!?()\n–—"”]*)/.exec(after)?.[1] ?? '';
  if (!/^[\s-]/.test(after)) return [];
  const words: string[] = [];
  for (const word of clause.split(/\s+/).filter(Boolean)) {
    if (STOP.test(word) || /\d/.test(word) || words.length === 4) break;
    words.push(word);
  }
  while (/^(?:of|in|a|an|per|for|each|every|into|about|over|under|between|up)$/i.test(words.at(-1) ?? '')) words.pop();
  return words;
}

const LIMIT =
  /\b(?:must|cannot|can['’]t|could not|mustn['’]t|won['’]t|will not|never|no more than|at most|only have|only one|deadline|by the end of|before (?:the )?(?:end|summer|winter|spring|autumn|christmas|january|february|march|april|may|june|july|august|september|october|november|december)|within \d|budget|not allowed|required|need to (?:keep|stay)|runs? out|expires?|limited to|without (?:losing|firing|raising))\b/i;
/** A sentence that puts the choice, or an opinion on it, binds nobody. */
const CHOICE = /\b(?:choose|choosing|whether|between|should|either|considering)\b/i;
const OPINION = /^(?:(?:and|but|so)\s+)?(?:I|we)\s+(?:think|guess|believe|feel|hope)\b/i;
const SUBJECT = /^(?:you|your|the|it|they|their|he|she|there|nobody|no|any|all|every|everyone|this|that|both)\b|^[A-Z]/;
const MOST_WORDS = 24;

/**
 * What binds the person, as clauses in the second person: "you cannot hire before March". At most four.
 * @param ownWords whether all of the text is the person's account; of anything else only sentences in the first person count
 */
export function constraintsOf(text: string, ownWords = true): string[] {
  if (!isEnglish(text)) return [];
  return sentencesOf(text)
    .filter((sentence) => LIMIT.test(sentence) && !sentence.endsWith('?') && !CHOICE.test(sentence))
    .filter((sentence) => ownWords || /^(?:we|I|our|my)\b/i.test(sentence))
    .flatMap(clausesOf)
    .filter((clause) => LIMIT.test(clause) && !OPINION.test(clause))
    .map((clause) => secondPerson(clause).replace(/^(?:and|but|also|however|so|basically),?\s+/i, ''))
    .filter((clause) => SUBJECT.test(clause))
    .map(inSentence)
    .filter((clause) => clause.split(' ').length >= 3 && clause.split(' ').length <= MOST_WORDS)
    .slice(0, 4);
}

/** Main clauses of a sentence: cut where one with a subject of its own begins. */
const clausesOf = (sentence: string): string[] =>
  sentence
    .replace(/[.!]+$/, '')
    .split(
      /(?:[,;:–—]\s+(?:and\s+|but\s+|so\s+)?|\s+(?:and|but|so)\s+)(?=(?:I|we|our|my|the|it|they|he|she|there|nobody)\s+[\w’']+)/i,
    )
    .map((clause) => clause.trim());
