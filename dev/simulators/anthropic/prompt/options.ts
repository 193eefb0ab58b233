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
}

const MAX_OPTIONS = 5;
const MAX_WORDS = 14;
const SHOULD =
  /\bshould\s+(?:we|I|they|he|she|you|it|(?:the|our|my)\s+\w+(?:\s\w+)?)\s+(?:now\s+|really\s+|still\s+|just\s+|instead\s+)?(.+)$/i;

/** The ways named in a problem, in order; empty when it names none. */
export function optionsOf(problem: string): Option[] {
  const phrases = listed(problem) ?? asked(problem) ?? [];
  const clean = phrases.map(cleanOption).filter((phrase) => phrase.length > 1);
  const distinct = [...new Map(shareVerb(clean).map((phrase) => [phrase.toLowerCase(), phrase])).values()];
  return distinct.slice(0, MAX_OPTIONS).map(asOption);
}

export const asOption = (phrase: string): Option => {
  const own = secondPerson(phrase);
  const start = startsWithVerb(own) || startsWithGerund(own) ? own.charAt(0).toLowerCase() + own.slice(1) : own;
  return { name: start, do: infinitive(start), ing: gerund(start) };
};

/** A bulleted or lettered list under a sentence that asks for a choice. */
function listed(problem: string): string[] | null {
  const labelled = [
    ...problem.matchAll(/(?:^|[\n;.]\s*)(?:option|alternative|plan)\s+[A-Z0-9]\s*[:)–-]\s*([^\n;]+)/gi),
  ];
  if (labelled.length > 1) return labelled.map(([, phrase]) => firstClause(phrase ?? ''));
  const items = [...problem.matchAll(/^\s*(?:[-*•]|\(?[0-9a-z][.)])\s+(.+)$/gim)];
  const asksToChoose = /\b(options?|choices?|alternatives?|either|choose|which|should)\b/i.test(problem);
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
      if (rest === undefined) continue;
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
  if (first === undefined || !(startsWithVerb(first) || startsWithGerund(first))) return phrases;
  return [first, ...others.map((other) => completed(first, other))];
}

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
    if (at > 0) return `${words.slice(0, at).join(' ')} ${other}`;
  }
  const preposition = /^(?:to|into|with|on|for|in)$/i.test(words[1] ?? '') ? ` ${words[1]}` : '';
  return `${words[0]}${preposition} ${other}`;
}
