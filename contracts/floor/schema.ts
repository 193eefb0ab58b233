/** The floor: what a person says to the board while it sits. */
import { z } from 'zod';
import { sessionId } from '../meeting/schema.ts';
import { CONSTRAINT_COUNT, CONSTRAINT_LENGTH, INTERJECTION_LENGTH, SESSION_STATUSES } from '../meeting/values.ts';
import { humanText } from '../text/schema.ts';

/** Body of `POST /api/v1/sessions/{id}/interjections`: the person raises a hand. */
export const raiseInterjection = z.strictObject({
  text: humanText(INTERJECTION_LENGTH.min, INTERJECTION_LENGTH.max, 'What you say to the board'),
});
export type RaiseInterjection = z.infer<typeof raiseInterjection>;
/** Its answer: experts reply after their round. */
export const interjectionRaised = z.strictObject({
  id: sessionId,
  status: z.enum(SESSION_STATUSES),
  number: z.int().min(1),
});
export type InterjectionRaised = z.infer<typeof interjectionRaised>;

/** Body of `POST /api/v1/admin/sessions/{id}/budget`: dollars as a decimal, e.g. "3.50". */
export const raiseBudget = z.strictObject({
  limit: z.string().regex(/^\d{1,3}(\.\d{1,6})?$/, 'The limit is an amount of dollars, such as 3.50.'),
});
export type RaiseBudget = z.infer<typeof raiseBudget>;
/** Its answer, for admins only: what the meeting may cost now. */
export const budgetRaised = z.strictObject({ id: sessionId, limit: z.string() });
export type BudgetRaised = z.infer<typeof budgetRaised>;

/** Body of `POST /api/v1/sessions/{id}/constraints`: the whole list from now on; an empty one lifts all. */
export const setConstraints = z
  .strictObject({
    constraints: z
      .array(humanText(CONSTRAINT_LENGTH.min, CONSTRAINT_LENGTH.max, 'A constraint'))
      .max(CONSTRAINT_COUNT.max, `There can be at most ${CONSTRAINT_COUNT.max} constraints.`),
  })
  .refine(
    ({ constraints }) => new Set(constraints).size === constraints.length,
    'The same constraint is in there twice.',
  );
export type SetConstraints = z.infer<typeof setConstraints>;
/** Its answer: what is in force from the next round on. */
export const constraintsSet = z.strictObject({
  id: sessionId,
  status: z.enum(SESSION_STATUSES),
  constraints: z.array(z.string()),
});
export type ConstraintsSet = z.infer<typeof constraintsSet>;
