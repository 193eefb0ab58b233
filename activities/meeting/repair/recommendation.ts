import type { VoteAnswer } from '../tools/recommendation.ts';
import { share, tidy, tidyList } from './texts.ts';

/** A recommendation fit to be kept: lists without repetitions, no blank text. */
export const repairVote = (answer: VoteAnswer): VoteAnswer => ({
  recommendation: tidy(answer.recommendation, 320, 'No recommendation was put into words.'),
  reasoning: tidy(answer.reasoning, 700, 'No reasons were given.'),
  confidence: share(answer.confidence),
  conditions: tidyList(answer.conditions, 200, 4),
  risks: tidyList(answer.risks, 200, 4),
});
