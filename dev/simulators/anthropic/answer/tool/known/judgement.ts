import { sentencesOf } from '../../../prompt/sentences.ts';
import { capital } from '../../../prompt/second-person.ts';
import { fractionOf } from '../../../random.ts';
import type { Mind } from '../../mind.ts';
import { lastRound, standingOf, type Standing } from '../../stance.ts';
import { isOwnClaim } from '../../text/framing.ts';
import { conditionIn } from '../../text/peers.ts';
import type { Bag } from '../meaning-strategy.ts';

/** Words by which an aspect is recognised. */
const ASPECTS: Readonly<Record<string, RegExp>> = {
  problem_clarity: /\b(?:questions?|decid\w*|decision|problem|matters?|what exactly|between|answer)\b/gi,
  objectives:
    /\b(?:success|aims?|goals?|want|known for|worth|measur\w*|payback|pays?|paid|results?|returns?|better|serves?|forward|stand for)\b/gi,
  options: /\b(?:options?|alternatives?|instead|others?|both|combined|either|against|choice|choose)\b/gi,
  assumptions:
    /\b(?:assum\w*|believ\w*|true|guess\w*|check\w*|expect\w*|hopes?|estimat\w*|forecast|trend|plans?|sure|know|knows|proves?|evidence|facts|shows?|shown)\b/gi,
  risks:
    /\b(?:risk\w*|fail\w*|wrong|lose|loss|worst|bad|danger\w*|leave|surviv\w*|stress|slips?|stop|distrust|doubt|badly|breaks?|late|back out|careful|care|way back|undone|ceiling)\b/gi,
  constraints:
    /\b(?:cannot|can't|limits?|ceiling|budget|capacity|only|fixed|months?|reserve|notice|deadline|date|hours?|weeks?|cost\w*)\b/gi,
  stakeholders:
    /\b(?:customers?|team|people|owner|partners?|suppliers?|users?|who|whom|somebody|everyone|everybody|nobody|others)\b/gi,
  dependencies: /\b(?:first|before|after|depends?|order|until|once|then|later|supplier)\b/gi,
};
/** Disagreement with a colleague's sentence. */
const OPPOSED =
  /\b(?:disagree|cannot follow|I would test|cannot go along|other way|would not build|easier question than)\b/gi;
/** Neither side's terms are acceptable to the other. */
const HARD =
  /\b(?:do not sign|cannot (?:sign|accept)|I refuse|(?:remain|stay) opposed|rules out what the other|on no terms)\b/i;
/** A concession by somebody who decides otherwise. */
const YIELDS =
  /\b(?:can live with|I grant|if the others go ahead|you are right|rather be recorded|disagree and commit)\b/i;
const OPEN = /\b(?:still open|remains open|remaining question|still like to hear|rest of my doubt|would turn me)\b/i;
/** Mentions in one reading that make an aspect worked through. */
const FOR_DEEP = 4;

/** Where the board stands, read off the last round; aspects over everything the prompt holds. */
export function judgement(mind: Mind): Bag {
  const said = lastRound(mind);
  const standing = standingOf(mind, said);
  const { options } = mind.problem;
  const round = said[0]?.round ?? 1;
  const jitter = (fractionOf(mind.seed, mind.problem.text, round, 'judge') - 0.5) * 0.03;
  const apart = conflictOf(standing, round);
  return {
    stances: Object.fromEntries(
      standing.byExpert.map(({ said: item, option }) => [item.expert, stanceLine(mind, item.text, option)]),
    ),
    agreement: clamp(agreementOf(standing, round) + jitter),
    conflict: clamp(apart + jitter),
    novelty: clamp(1.05 - 0.22 * round),
    aspects: aspectLevels(mind, apart),
    focus: focusOf(mind, standing),
    summary: `${Math.round(standing.share * said.length)} of ${said.length} lean towards ${options[standing.leading]?.ing ?? 'one option'}.`,
    confidence: 0.7,
  };
}

const mean = (numbers: readonly number[]): number =>
  numbers.length === 0 ? 0 : numbers.reduce((one, other) => one + other, 0) / numbers.length;

const opposition = ({ byExpert }: Standing): number =>
  mean(byExpert.map(({ said }) => Math.min(2, said.text.match(OPPOSED)?.length ?? 0)));

/**
 * The part of the board that would sign the leading option: whole for those who hold it, less for open conditions and
 * doubts, a little for those who decide otherwise and concede.
 */
function agreementOf(standing: Standing, round: number): number {
  const signs = standing.byExpert.map(({ said, option }) => {
    if (option !== standing.leading) return YIELDS.test(said.text) && !HARD.test(said.text) ? 0.2 : 0;
    return 1 - (conditionIn(said.text) === null ? 0 : 0.06) - (OPEN.test(said.text) ? 0.03 : 0);
  });
  const blind = round === 1 ? 0.1 : 0;
  return mean(signs) - 0.06 * opposition(standing) - blind;
}

/** How incompatible what is left open is: differing is little of it, refusing each other's terms is most. */
function conflictOf(standing: Standing, round: number): number {
  const against = standing.byExpert.map(({ said, option }) => {
    const refuses = HARD.test(said.text) ? 0.34 : 0;
    if (option === standing.leading) return refuses;
    return refuses + (YIELDS.test(said.text) ? 0.6 : 0.9);
  });
  return mean(against) + 0.1 * opposition(standing) - (round === 1 ? 0.1 : 0);
}

const clamp = (value: number): number => Math.round(Math.max(0, Math.min(1, value)) * 100) / 100;

/** What they would sign, with the condition, else with the first thing they claim. */
function stanceLine(mind: Mind, text: string, option: number): string {
  const base = capital(mind.problem.options[option]?.do ?? 'undecided');
  const condition = conditionIn(text);
  if (condition !== null) return `${base}, if ${condition}.`;
  const claim = sentencesOf(text.replace(/“[^”]*”/g, '“”')).find((sentence) => isOwnClaim(sentence));
  return claim !== undefined && claim.length <= CLAIM_LENGTH ? `${base}. ${claim}` : `${base}.`;
}

const CLAIM_LENGTH = 100;

/** Depth by aspect: 0 nothing said, 1 touched, 2 worked through. Sides that measure by different aims leave the aims open. */
function aspectLevels(mind: Mind, conflict: number): Record<string, { level: number }> {
  const { reading } = mind;
  const heard = [...reading.contributions, ...reading.summaries].map(({ text }) => text).join('\n');
  const earlier = /<aspects_so_far[^>]*>([\s\S]*?)<\/aspects_so_far>/.exec(reading.whole)?.[1] ?? '';
  const before = (aspect: string): number => {
    const depth = new RegExp(`${aspect}:\\s*(\\w+)`).exec(earlier)?.[1];
    return depth === 'deep' ? 2 : depth === 'touched' ? 1 : 0;
  };
  const blind = reading.contributions.every(({ round }) => round <= 1);
  return Object.fromEntries(
    Object.entries(ASPECTS).map(([aspect, words]) => {
      const hits = heard.match(words)?.length ?? 0;
      const taken = before(aspect);
      const most = aspect === 'objectives' && (blind || conflict > IRRECONCILABLE) ? 1 : 2;
      const deep = hits >= 2 * FOR_DEEP + reading.contributions.length / 2 || (taken > 0 && hits >= FOR_DEEP - 1);
      return [aspect, { level: Math.max(Math.min(deep ? 2 : hits === 0 ? 0 : 1, most), taken) }];
    }),
  );
}

const IRRECONCILABLE = 0.65;

function focusOf(mind: Mind, standing: Standing): string {
  const { options, kind } = mind.problem;
  const rival = standing.byExpert.find(({ option }) => option !== standing.leading)?.option;
  const lead = options[standing.leading]?.short ?? 'the leading option';
  if (rival === undefined) return `What would have to happen to ${kind.signal} for the board to give up ${lead}?`;
  return `What would show within three months that ${options[rival]?.short} serves you better than ${lead}?`;
}
