import { inSentence, secondPerson } from './second-person.ts';

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
  for (const match of text.matchAll(NUMBER)) {
    const figure = figureAt(text, match[0].replace(/[.,]+$/, ''), match.index);
    if (figure !== null && !found.some((other) => other.phrase === figure.phrase)) found.push(figure);
  }
  return found.slice(0, 8);
}

function figureAt(text: string, value: string, at: number): Figure | null {
  if (/[\w-]$/.test(text.slice(0, at)) || /^(?:19|20)\d\d$/.test(value)) return null;
  const after = text.slice(at + value.length);
  if (/^[-/:)]\d?|^(?:st|nd|rd|th)\b/.test(after)) return null;
  const kind = kindOf(value, after);
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
    if (!STOP.test(label)) return { kind, phrase: `${articleOf(label)}${label} of ${value}` };
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
  /\b(?:must|cannot|can['’]t|could not|mustn['’]t|won['’]t|never|no more than|at most|only have|only one|deadline|by the end of|before (?:the )?(?:end|summer|winter|spring|autumn|christmas|january|february|march|april|may|june|july|august|september|october|november|december)|within \d|budget|afford|not allowed|required|need to (?:keep|stay)|runs? out|expires?|limited to|without (?:losing|firing|raising))\b/i;

/** What binds the person, as clauses in the second person: "you cannot hire before March". At most four. */
export function constraintsOf(text: string): string[] {
  return sentencesOf(text)
    .filter((sentence) => LIMIT.test(sentence) && !sentence.endsWith('?'))
    .map((sentence) => inSentence(secondPerson(shortened(sentence)).replace(/^(?:And|But|Also|However),?\s+/i, '')))
    .filter((clause) => clause.split(' ').length >= 3)
    .slice(0, 4);
}

function shortened(sentence: string): string {
  const bare = sentence.replace(/[.!?]+$/, '');
  if (bare.split(/\s+/).length <= 22) return bare;
  return (
    bare.split(/[,;:–—]\s/).find((clause) => LIMIT.test(clause) && clause.split(/\s+/).length >= 3) ??
    bare.split(/\s+/).slice(0, 22).join(' ')
  );
}

/** Sentences of a text; a line break ends one too. */
export const sentencesOf = (text: string): string[] =>
  text
    .split(/(?<=[.!?]["”’)]?)\s+(?=["“A-Z0-9$€£À-Þ])|\n+/)
    .map((sentence) => sentence.replace(/^\s*(?:[-*•]|\d+[.)])\s+/, '').trim())
    .filter((sentence) => sentence !== '');
