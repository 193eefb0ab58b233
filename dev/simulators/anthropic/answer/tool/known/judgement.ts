import { capital } from '../../../prompt/second-person.ts';
import { fractionOf } from '../../../random.ts';
import type { Mind } from '../../mind.ts';
import { lastRound, standingOf } from '../../stance.ts';
import { bankFor } from '../../text/banks/bank-of.ts';
import type { Bag } from '../meaning-strategy.ts';

/** Words by which an aspect is recognised. */
const ASPECTS: Readonly<Record<string, RegExp>> = {
  problem_clarity: /\b(?:question|decide|decision|problem|matter|what exactly|between)\b/gi,
  objectives: /\b(?:success|aim|goal|want|known for|worth|measure|payback|result|return)\b/gi,
  options: /\b(?:option|alternative|instead|other|both|combined|either|against)\b/gi,
  assumptions: /\b(?:assum\w*|believe|true for|guess\w*|checked|expect|hope|estimate\w*)\b/gi,
  risks: /\b(?:risk\w*|fail\w*|wrong|lose|loss|worst|bad|danger\w*|leave|survive\w*|stress)\b/gi,
  constraints: /\b(?:cannot|can't|limit|ceiling|budget|capacity|only|fixed|months? of|reserve|notice|deadline)\b/gi,
  stakeholders: /\b(?:customers?|team|people|owner|partner|suppliers?|users?|who|somebody)\b/gi,
  dependencies: /\b(?:first|before|after|depends?|order|until|once|then|later|supplier)\b/gi,
};
const OPPOSED =
  /\b(?:disagree|cannot follow|I would test|cannot go along|other way|do not sign|remain opposed|would not build)\b/gi;
const FOR_DEEP = 4;

/** Where the board stands, read off the last round; aspects over everything the prompt holds. */
export function judgement(mind: Mind): Bag {
  const said = lastRound(mind);
  const standing = standingOf(mind, said);
  const { options } = mind.problem;
  const opposed =
    said.reduce((sum, item) => sum + (item.text.match(OPPOSED)?.length ?? 0), 0) / Math.max(1, said.length);
  const round = said[0]?.round ?? 1;
  const jitter = (fractionOf(mind.seed, mind.problem.text, round, 'judge') - 0.5) * 0.06;
  const examined = round === 1 ? 0.1 : 0;
  const agreement = clamp(standing.share * 1.0 - 0.12 * opposed - examined + jitter * (standing.share < 1 ? 1 : 0.3));
  const conflict = clamp((1 - standing.share) * 0.9 + 0.25 * opposed - (round === 1 ? 0.1 : 0) + jitter);
  const stances = Object.fromEntries(
    standing.byExpert.map(({ said: item, option }) => [item.expert, stanceLine(mind, item.expert, item.text, option)]),
  );
  return {
    stances,
    agreement,
    conflict,
    novelty: clamp(1.05 - 0.22 * round),
    aspects: aspectLevels(mind),
    focus: focusOf(
      mind,
      standing.byExpert.map(({ option }) => option),
      standing.leading,
    ),
    summary: `${Math.round(standing.share * said.length)} of ${said.length} lean towards ${options[standing.leading]?.ing ?? 'one option'}.`,
    confidence: 0.7,
  };
}

const clamp = (value: number): number => Math.round(Math.max(0, Math.min(1, value)) * 100) / 100;

function stanceLine(mind: Mind, expert: string, text: string, option: number): string {
  const condition =
    /(?:provided that|on one condition:|as long as|the condition is that|understanding that)\s+([^.]+)\./.exec(
      text,
    )?.[1];
  const base = capital(mind.problem.options[option]?.do ?? 'undecided');
  const watch = bankFor({ code: expert, archetype: '' }).watch.replace('{craft}', 'experience');
  return condition === undefined ? `${base}; watches ${watch}.` : `${base}, if ${condition}.`;
}

/** Depth by aspect: 0 nothing said, 1 touched, 2 worked through. */
function aspectLevels(mind: Mind): Record<string, { level: number }> {
  const { reading } = mind;
  const heard = [...reading.contributions, ...reading.summaries].map(({ text }) => text).join('\n');
  const earlier = /<aspects_so_far[^>]*>([\s\S]*?)<\/aspects_so_far>/.exec(reading.whole)?.[1] ?? '';
  const before = (aspect: string): number => {
    const depth = new RegExp(`${aspect}:\\s*(\\w+)`).exec(earlier)?.[1];
    return depth === 'deep' ? 2 : depth === 'touched' ? 1 : 0;
  };
  return Object.fromEntries(
    Object.entries(ASPECTS).map(([aspect, words]) => {
      const hits = heard.match(words)?.length ?? 0;
      const level = hits === 0 ? 0 : hits >= FOR_DEEP + reading.contributions.length / 2 ? 2 : 1;
      return [aspect, { level: Math.max(level, before(aspect)) }];
    }),
  );
}

function focusOf(mind: Mind, held: readonly number[], leading: number): string {
  const { options, kind } = mind.problem;
  const rival = held.find((option) => option !== leading);
  const lead = options[leading]?.short ?? 'the leading option';
  if (rival === undefined) return `What would have to happen to ${kind.signal} for the board to give up ${lead}?`;
  return `What would show within three months that ${options[rival]?.short} serves you better than ${lead}?`;
}
