import type { CastVote } from '../material.ts';
import { fence, fenceAround } from './fences.ts';

/** The recommendations of a board, in speaking order. */
export const recommendationsText = (votes: readonly CastVote[]): string =>
  fenceAround(
    'recommendations',
    {},
    votes.map((vote) =>
      fence(
        'recommendation',
        { expert: vote.expert_code, name: vote.name, confidence: vote.confidence.toFixed(2) },
        [
          vote.recommendation,
          vote.reasoning,
          ...vote.conditions.map((condition) => `Condition: ${condition}`),
          ...vote.risks.map((risk) => `Risk: ${risk}`),
        ].join('\n'),
      ),
    ),
  );
