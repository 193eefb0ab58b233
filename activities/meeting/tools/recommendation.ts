import { z } from 'zod';
import type { ToolSpec } from '../../ports/llm.ts';
import { onceFor } from './once-for.ts';
import { text } from './text.ts';

export interface VoteAnswer {
  recommendation: string;
  reasoning: string;
  confidence: number;
  conditions: string[];
  risks: string[];
}

export const voteTool = onceFor((): ToolSpec<VoteAnswer> => ({
  name: 'recommendation',
  description: 'Gives your final recommendation to the person, in your own words.',
  schema: z.object({
    recommendation: text(320, 'What you would do, in one or two sentences that can be acted on.'),
    reasoning: text(600, 'The reasons that carry it, and why the strongest objection did not turn you.'),
    confidence: z.number().min(0).max(1).describe('Your own probability that this will look right a year from now.'),
    conditions: z
      .array(text(160, 'A checkable condition.'))
      .max(4)
      .describe('Without these you would not recommend it.'),
    risks: z
      .array(text(160, 'A risk and the first sign of it.'))
      .max(4)
      .describe('What remains even if it is done well.'),
  }),
}));
