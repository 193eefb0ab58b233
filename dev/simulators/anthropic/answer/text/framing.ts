import { sentencesOf } from '../../prompt/sentences.ts';
import { BANKS } from './banks/bank-of.ts';
import { general } from './banks/general.ts';
import { PHRASES } from './phrases.ts';

/** Sentences that say where somebody stands or whom they answer, and those that hang on the sentence before. */
const SLOT = 'Slot';
const sentencesIn = (pattern: string): string[] => sentencesOf(pattern.replace(/\{[a-z.]+\}/g, SLOT));

const framing: readonly RegExp[] = [
  ...Object.values(PHRASES).flat().flatMap(sentencesIn),
  ...[...BANKS, general].flatMap((bank) => [
    ...bank.openers.flatMap(sentencesIn),
    ...[...bank.points, ...Object.values(bank.figured).flat()].flatMap((text) => sentencesIn(text).slice(1)),
  ]),
]
  .map((sentence) => sentence.split(SLOT))
  .filter((parts) => parts.some((part) => /[a-z]{3}/i.test(part)))
  .map((parts) => new RegExp(`^${parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.+?')}$`, 'i'));

const HANGS_ON =
  /^(?:I\b|So\b|That\b|This\b|It\b|They\b|These\b|Those\b|He\b|She\b|If not\b|My\b|You (?:say|told|answered|also|raised)\b|Each\b|Without it\b|Both\b|What remains\b|And\b|But\b|Imagine\b|Suppose\b)/i;

/** A claim that stands by itself, in the speaker's own words: only such a sentence is worth quoting. */
export function isOwnClaim(sentence: string): boolean {
  const words = sentence.split(/\s+/).length;
  if (words < 7 || words > 30 || /[“”?…]/.test(sentence) || !/[.!]$/.test(sentence)) return false;
  if (/\b(?:facilitator|agree with|disagree|lean towards|provided that|as long as)\b/i.test(sentence)) return false;
  return !HANGS_ON.test(sentence) && !framing.some((pattern) => pattern.test(sentence));
}
