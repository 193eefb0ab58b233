import { ASPECT_DEPTHS, ASPECTS, type Aspect, type AspectDepth } from '@bo1/contracts/meeting/values';
import type { Judgement } from '../material.ts';
import type { JudgeAnswer } from '../tools/round-judgement.ts';
import { share, tidy } from './texts.ts';

/** The judge's reading beside the measured novelty. What was covered once stays covered: depths never fall. */
export function repairJudgement(
  answer: JudgeAnswer,
  facts: { novelty: number | null; earlier: Record<Aspect, AspectDepth> | null; experts: readonly string[] },
): Judgement {
  const aspects = Object.fromEntries(
    ASPECTS.map((aspect) => [aspect, deeper(answer.aspects[aspect], facts.earlier?.[aspect])]),
  ) as Record<Aspect, AspectDepth>;
  const stances = facts.experts.map((code) => [code, tidy(answer.stances[code] ?? '', 160, '')] as const);
  return {
    agreement: share(answer.agreement),
    conflict: share(answer.conflict),
    novelty: facts.novelty === null ? null : share(facts.novelty),
    aspects,
    focus: tidy(answer.focus, 240, focusOn(aspects)),
    stances: Object.fromEntries(stances.filter(([, stance]) => stance !== '')),
  };
}

const deeper = (now: AspectDepth, before: AspectDepth = 'none'): AspectDepth =>
  ASPECT_DEPTHS.indexOf(now) >= ASPECT_DEPTHS.indexOf(before) ? now : before;

/** The aspect that has been treated least. */
function focusOn(aspects: Record<Aspect, AspectDepth>): string {
  const least = ASPECTS.toSorted((a, b) => ASPECT_DEPTHS.indexOf(aspects[a]) - ASPECT_DEPTHS.indexOf(aspects[b]))[0];
  return `What is still open about ${(least ?? 'risks').replaceAll('_', ' ')}?`;
}
