import { ASPECTS, ASPECT_DEPTHS, type Aspect, type AspectDepth } from '@bo1/contracts/meeting/values';
import { z } from 'zod';
import type { ToolSpec } from '../../ports/llm.ts';
import { onceFor } from './once-for.ts';
import { forEach, text } from './text.ts';

export interface JudgeAnswer {
  stances: Record<string, string>;
  agreement: number;
  conflict: number;
  aspects: Record<Aspect, AspectDepth>;
  focus: string;
}

const LOOK_FOR: Record<Aspect, string> = {
  problem_clarity: 'what exactly is to be decided, and why now',
  objectives: 'what success means and how goals rank',
  options: 'real alternatives, doing nothing included',
  assumptions: 'beliefs on which the reasoning rests',
  risks: 'what can go wrong, how likely, how it would show',
  constraints: 'money, time, people, law, commitments',
  stakeholders: 'who is affected or must agree',
  dependencies: 'what has to happen first or elsewhere',
};

/** @param experts codes of those who spoke */
export const judgeTool = onceFor((experts: readonly string[]): ToolSpec<JudgeAnswer> => ({
  name: 'round_judgement',
  description: 'Reports where the board stands after a round.',
  schema: z.object({
    stances: forEach(experts, () => text(160, 'Their present position on the decision, one line, with its condition.')),
    agreement: z.number().min(0).max(1).describe('Share of the board that would sign the same decision now.'),
    conflict: z.number().min(0).max(1).describe('How incompatible the open positions are, 0 none … 1 irreconcilable.'),
    aspects: z.object(
      Object.fromEntries(
        ASPECTS.map((aspect) => [aspect, z.enum(ASPECT_DEPTHS).describe(LOOK_FOR[aspect])]),
      ) as unknown as Record<Aspect, z.ZodType<AspectDepth>>,
    ),
    focus: text(240, 'The one open point on which another round would be best spent.'),
  }),
}));
