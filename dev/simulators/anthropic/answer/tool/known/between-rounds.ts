import { fences } from '../../../prompt/fences.ts';
import { unknownsIn } from '../../../prompt/unknowns.ts';
import { fractionOf } from '../../../random.ts';
import type { Mind } from '../../mind.ts';
import type { Bag } from '../meaning-strategy.ts';

/** What a facilitator asks for before the next round. */
export type Wish =
  { action: 'clarify'; clause: string; questions: Bag[] } | { action: 'research'; clause: string; query: string };

/** Part of the boards that ask after round 1; the others do after round 2. */
const ASKS_AT_ONCE = 0.7;
/** Part of the boards that look something up although the person does not say that it is not known. */
const LOOKS_UP = 0.4;
/** Words of a problem that say that others have been there. */
const KNOWN_ELSEWHERE =
  /\b(?:competitors?|the (?:law|rules?)|licen[cs]es?|permits?|regulations?|subsid(?:y|ies)|market rent|interest rates?|franchis\w*)\b/i;

/**
 * What the problem gives a reason to ask the person, or the web, between two rounds: what they write that they do not know,
 * each thing once. Null where there is none, or not yet.
 */
export function wishBetweenRounds(mind: Mind, allowed: readonly string[], own: string, rival: string): Wish | null {
  const draw = (what: string): number => fractionOf(mind.seed, mind.reading.problem, what);
  const unknowns = unknownsIn(mind.reading.problem);
  const outside = unknowns.find(({ isOutside }) => isOutside);
  const lookedUp = fences(mind.reading.whole, 'research').length > 0;
  if (allowed.includes('research') && !lookedUp) {
    if (outside !== undefined)
      return { action: 'research', clause: outside.clause, query: queryOf(mind, outside.clause) };
    const hint = KNOWN_ELSEWHERE.exec(mind.reading.problem)?.[0];
    if (hint !== undefined && mind.reading.round === 2 && draw('looks up') < LOOKS_UP)
      return { action: 'research', clause: `what others report of ${hint.toLowerCase()}`, query: queryOf(mind, hint) };
  }
  const inside = unknowns.filter(({ isOutside, clause }) => !isOutside && !wasAsked(mind, clause));
  const open = inside[0];
  if (open === undefined || !allowed.includes('clarify')) return null;
  if (mind.reading.round < (draw('asks') < ASKS_AT_ONCE ? 1 : 2)) return null;
  return { action: 'clarify', clause: open.clause, questions: [questionOn(open.clause, own, rival)] };
}

const wasAsked = ({ reading }: Mind, clause: string): boolean =>
  reading.answers.some(({ question }) => question.includes(clause));

const questionOn = (clause: string, own: string, rival: string): Bag => ({
  question: `You left open ${clause}. What is the closest you can say today, and how sure are you of it?`,
  reason: `The choice between ${own} and ${rival} turns on it, and nobody on the board may assume it.`.slice(0, 200),
});

const SMALL = new Set(
  'a an the of in on for to and or with by at is are was were be do does did how what which who when where why whether if you your yours it its that this there would will can could may might much many really'.split(
    ' ',
  ),
);

/** Words about the matter in general, 3 to 10 of them: no figure, and nothing written like a name. */
function queryOf({ problem }: Mind, about: string): string {
  const words = about.split(/\s+/).map((word) => word.replace(/[^\p{L}-]/gu, ''));
  const telling = words.filter((word) => /^\p{Ll}/u.test(word) && !SMALL.has(word));
  const topic = problem.kind.topic.split(' ').filter((word) => !SMALL.has(word));
  return [...new Set([...telling, ...topic, 'experience', 'small', 'firms'])].slice(0, 8).join(' ');
}
