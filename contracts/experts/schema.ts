/** The catalogue of experts: what everybody may choose from, and what admins keep. */
import { z } from 'zod';
import { expertCode } from '../meeting/schema.ts';
import { humanText, isText } from '../text/schema.ts';
import {
  EXPERT_LENGTHS as LENGTHS,
  EXPERT_NAME_PATTERN,
  EXPERT_STATES,
  EXPERT_WORD_PATTERN,
  EXPERTISE_COUNT,
  standsOut,
  TRAIT_COUNT,
} from './values.ts';

const oneLine = (min: number, max: number, what: string) =>
  humanText(min, max, what).refine((text) => !/[\n\r\t\u2028\u2029]/.test(text), `${what} is one line.`);
const word = (what: string) =>
  z
    .string({ error: `${what} is missing.` })
    .min(LENGTHS.word.min, `${what} has at least ${LENGTHS.word.min} letters.`)
    .max(LENGTHS.word.max, `${what} has at most ${LENGTHS.word.max} letters.`)
    .regex(EXPERT_WORD_PATTERN, `${what} is a single word in small letters.`);
const several = (lengths: { min: number; max: number }, count: { min: number; max: number }, what: string) =>
  z
    .array(oneLine(lengths.min, lengths.max, what))
    .min(count.min, `Give at least ${count.min} of these.`)
    .max(count.max, `Give at most ${count.max} of these.`)
    .refine((all) => new Set(all.map((one) => one.toLowerCase())).size === all.length, 'The same is in there twice.');

/** What can be changed of an expert. Meetings that have convened them keep what they had. */
const profile = {
  name: oneLine(LENGTHS.name.min, LENGTHS.name.max, 'The name').regex(
    EXPERT_NAME_PATTERN,
    'A name has letters, spaces, hyphens, apostrophes and dots.',
  ),
  /** How this expert thinks; a board wants several of them. */
  archetype: word('The archetype'),
  category: word('The category'),
  expertise: several(LENGTHS.expertise, EXPERTISE_COUNT, 'A field of expertise'),
  traits: several(LENGTHS.trait, TRAIT_COUNT, 'A trait'),
  style: oneLine(LENGTHS.style.min, LENGTHS.style.max, 'The way of speaking'),
  system_prompt: humanText(LENGTHS.system_prompt.min, LENGTHS.system_prompt.max, 'The prompt'),
  colour: z
    .string({ error: 'The colour is missing.' })
    .regex(/^#[0-9a-f]{6}$/, 'A colour looks like #2f6f9f.')
    .refine(standsOut, 'This colour is too light or too dark to be seen in both themes.'),
};

const expertProfile = z.strictObject(profile);
export type ExpertProfile = z.infer<typeof expertProfile>;

/** Body of `PUT /api/v1/admin/experts/{code}`. */
export const putExpert = expertProfile.extend({
  /** Of the expert as they were read: what somebody else has saved since is not written over. */
  updated_at: z.iso.datetime('Send the `updated_at` of the expert as you read them.'),
});
export type PutExpert = z.infer<typeof putExpert>;

/** Body of `POST /api/v1/admin/experts`. */
export const createExpert = z.strictObject({ code: expertCode, ...profile });
export type CreateExpert = z.infer<typeof createExpert>;

const shown = {
  code: z.string(),
  name: z.string(),
  archetype: z.string(),
  category: z.string(),
  expertise: z.array(z.string()),
  colour: z.string(),
  /** Initials, shown on the colour. */
  avatar: z.string(),
};

/** An expert whom a person may pin or exclude. */
export const offeredExpert = z.strictObject(shown);
export type OfferedExpert = z.infer<typeof offeredExpert>;
/** `GET /api/v1/experts`. */
export const offeredExpertList = z.strictObject({ experts: z.array(offeredExpert) });
export type OfferedExpertList = z.infer<typeof offeredExpertList>;

/** An expert as admins keep them. */
export const expert = z.strictObject({
  ...shown,
  traits: z.array(z.string()),
  style: z.string(),
  system_prompt: z.string(),
  state: z.enum(EXPERT_STATES),
  /** An admin added, changed, retired or restored them: a new release of the catalogue leaves them as they are. */
  by_hand: z.boolean(),
  /** Other after each change. */
  updated_at: z.iso.datetime(),
});
export type Expert = z.infer<typeof expert>;

/** Query of `GET /api/v1/admin/experts`: `q` is looked for in code, name, archetype, category and expertise. */
export const listExpertsQuery = z.strictObject({
  q: z.string().refine(isText, 'The search has characters that are not text.').trim().max(100).optional(),
  state: z.enum(EXPERT_STATES).optional(),
});
export type ListExpertsQuery = z.infer<typeof listExpertsQuery>;
/** In the order of their names; all at once, since the catalogue is bounded. */
export const expertList = z.strictObject({ experts: z.array(expert) });
export type ExpertList = z.infer<typeof expertList>;
