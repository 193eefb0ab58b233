import { COMPLEXITY, SUB_PROBLEM_COUNT } from '@bo1/contracts/meeting/values';
import { z } from 'zod';
import type { ToolSpec } from '../../ports/llm.ts';
import { onceFor } from './once-for.ts';
import { text } from './text.ts';

export interface DecomposeAnswer {
  rationale: string;
  sub_problems: { goal: string; why: string; complexity: number; depends_on: number[] }[];
}

/** @param most sub-problems that the meeting's tier allows, 1–4 */
export const decomposeTool = onceFor((most: number): ToolSpec<DecomposeAnswer> => ({
  name: 'decomposition',
  description: 'Says what exactly the board has to decide: one question, or a few that must be decided apart.',
  schema: z.object({
    rationale: text(400, 'Why it is cut this way, or why it is one question.'),
    sub_problems: z
      .array(
        z.object({
          goal: text(240, 'The decision to be reached, as a question that a choice between options answers.'),
          why: text(300, 'What belongs to it and what does not.'),
          complexity: z
            .int()
            .min(COMPLEXITY.min)
            .max(COMPLEXITY.max)
            .describe('1 routine … 10 many parties, long horizon, hard to reverse.'),
          depends_on: z
            .array(
              z
                .int()
                .min(0)
                .max(Math.max(most - 1, 0)),
            )
            .max(SUB_PROBLEM_COUNT.max)
            .describe('Positions, from 0, of sub-problems whose outcome this one needs.'),
        }),
      )
      .min(SUB_PROBLEM_COUNT.min)
      .max(most),
  }),
}));
