import { QUESTION_COUNT } from '@bo1/contracts/meeting/values';
import { z } from 'zod';
import type { ToolSpec } from '../../ports/llm.ts';
import { onceFor } from './once-for.ts';
import { text } from './text.ts';

export interface ClarifyAnswer {
  questions: { question: string; reason: string }[];
}

export const clarifyTool = onceFor((): ToolSpec<ClarifyAnswer> => ({
  name: 'clarification_questions',
  description:
    'Asks the person for the few facts without which the board would have to guess; none if nothing critical is missing.',
  schema: z.object({
    questions: z
      .array(
        z.object({
          question: text(240, 'One question about one fact, answerable in a sentence.'),
          reason: text(200, 'What in the decision turns on the answer.'),
        }),
      )
      .max(QUESTION_COUNT.max)
      .describe('Most important first. Empty where the board can start.'),
  }),
}));
