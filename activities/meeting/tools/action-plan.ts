import { ACTION_COUNT, PRIORITIES, type Priority } from '@bo1/contracts/meeting/values';
import { z } from 'zod';
import type { ToolSpec } from '../../ports/llm.ts';
import { onceFor } from './once-for.ts';
import { text } from './text.ts';

export interface ActionsAnswer {
  actions: {
    title: string;
    steps: string[];
    success_criteria: string[];
    kill_criteria: string[];
    priority: Priority;
    due_in_days: number;
    depends_on: number[];
  }[];
}

export const LONGEST_DUE_DAYS = 365;

export const actionsTool = onceFor((): ToolSpec<ActionsAnswer> => ({
  name: 'action_plan',
  description: 'Turns the decision into the few actions that put it into effect.',
  schema: z.object({
    actions: z
      .array(
        z.object({
          title: text(90, 'Begins with a verb; says what will be done.'),
          steps: z.array(text(150, 'A concrete step.')).min(1).max(5),
          success_criteria: z.array(text(150, 'Observable, with a figure or a date where there is one.')).min(1).max(2),
          kill_criteria: z.array(text(150, 'What would make you stop or undo this action.')).min(1).max(2),
          priority: z.enum(PRIORITIES),
          due_in_days: z.int().min(1).max(LONGEST_DUE_DAYS).describe('Days from the decision until it has to be done.'),
          depends_on: z
            .array(
              z
                .int()
                .min(0)
                .max(ACTION_COUNT.max - 1),
            )
            .max(ACTION_COUNT.max - 1)
            .describe('Positions, from 0, of actions in this list that have to be finished first.'),
        }),
      )
      .min(ACTION_COUNT.min)
      .max(ACTION_COUNT.max),
  }),
}));
