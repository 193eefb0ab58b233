import { z } from 'zod';
import { sessionId } from '../meeting/schema.ts';
import { SESSION_STATUSES, SUB_PROBLEM_COUNT } from '../meeting/values.ts';

const part = z.int().min(0);

/** Body of `POST /api/v1/sessions/{id}/retry`; none at all means: everything that is missing. */
export const retrySession = z
  .strictObject({
    /** Which of the parts without a result are deliberated again, by index. Absent: all of them. */
    sub_problems: z
      .array(part)
      .min(1, 'Name at least one part, or leave the list out.')
      .max(SUB_PROBLEM_COUNT.max)
      .refine((indexes) => new Set(indexes).size === indexes.length, 'Each part can be named once.')
      .optional(),
  })
  .default({});
export type RetrySession = z.infer<typeof retrySession>;

/** Answer to `POST …/retry`. */
export const retryAccepted = z.strictObject({
  id: sessionId,
  status: z.enum(SESSION_STATUSES),
  attempt: z.int().min(2),
  /** Parts that are deliberated again; empty where the meeting had not come to its parts. */
  again: z.array(part),
  /** Parts whose result is kept. */
  kept: z.array(part),
  /** Those of them that have no actions: they are planned now. */
  planned: z.array(part),
});
export type RetryAccepted = z.infer<typeof retryAccepted>;
