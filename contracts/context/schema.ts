import { z } from 'zod';
import { humanText, isText } from '../text/schema.ts';

const profileField = z.string().refine(isText, 'A field has characters that are not text.').trim().max(2_000);
/** The business profile (`/api/v1/context/profile`): empty fields are left out of prompts. */
export const businessProfile = z.strictObject({
  company: profileField,
  industry: profileField,
  stage: profileField,
  team: profileField,
  market: profileField,
  goals: profileField,
  constraints: profileField,
});
export type BusinessProfile = z.infer<typeof businessProfile>;

/** An answer to the board kept as business context (`/api/v1/context/answers`). */
export const keptAnswer = z.strictObject({
  id: z.string(),
  question: z.string(),
  answer: z.string(),
  session_id: z.string().nullable(),
  updated_at: z.iso.datetime(),
});
export type KeptAnswer = z.infer<typeof keptAnswer>;
/** As it occurs in paths. */
export const keptAnswerId = z.uuid('The id of a kept answer is a UUID.');
export const keptAnswerList = z.strictObject({ answers: z.array(keptAnswer) });
export const updateKeptAnswer = z.strictObject({ answer: humanText(1, 4_000, 'The answer') });
