import { z } from 'zod';
import { choice, decisionRecord, missing, recordPart, recordSource, trackedAction } from '../meeting/schema.ts';
import { humanText, isText } from '../text/schema.ts';
import { PRIORITIES } from '../meeting/values.ts';
import {
  ACTION_STATUSES,
  ACTION_TITLE_LENGTH,
  NOTE_LENGTH,
  OUTCOME_RESULTS,
  OWN_WORDS_LENGTH,
  OWNER_LENGTH,
  SHARE_DAYS,
  SHARE_STATES,
} from './values.ts';

/** A civil date that a calendar of today shows. */
const civilDate = z.iso
  .date('Give a date as year-month-day, e.g. 2026-11-25.')
  .refine((date) => date >= '2000-01-01' && date <= '2099-12-31', 'Give a date between 2000 and 2099.');
const note = humanText(NOTE_LENGTH.min, NOTE_LENGTH.max, 'A note').default('');

/** Body of `PUT /api/v1/sessions/{id}/choice`: an option of the record by its title, or something else in own words. */
export const putChoice = z
  .strictObject({
    option: z.string().min(1).refine(isText, 'The option has characters that are not text.').optional(),
    own_words: humanText(OWN_WORDS_LENGTH.min, OWN_WORDS_LENGTH.max, 'Your choice in your own words').optional(),
    note,
  })
  .refine(
    ({ option, own_words }) => (option === undefined) !== (own_words === undefined),
    'Choose one of the options, or say in your own words what you chose: one of the two.',
  );
export type PutChoice = z.infer<typeof putChoice>;

/** Body of `PUT /api/v1/sessions/{id}/outcome`. `known_on` is the day on which it was known. */
export const putOutcome = z.strictObject({ result: z.enum(OUTCOME_RESULTS), note, known_on: civilDate });
export type PutOutcome = z.infer<typeof putOutcome>;

const owner = humanText(OWNER_LENGTH.min, OWNER_LENGTH.max, 'The owner');
/** Body of `PATCH /api/v1/sessions/{id}/actions/{action_id}`; `owner` null: nobody yet. */
export const updateAction = z
  .strictObject({
    status: z.enum(ACTION_STATUSES).optional(),
    due_date: civilDate.optional(),
    owner: owner.nullable().optional(),
  })
  .refine((body) => Object.keys(body).length > 0, 'Say what to change: the status, the due date, or the owner.');
export type UpdateAction = z.infer<typeof updateAction>;
/** Planned actions count within their sub-problem; those of the person have an id by chance. */
export const actionId = z
  .string()
  .regex(/^bo1_[0-9a-f-]{36}-(sp\d-a\d{1,2}|own-[0-9a-f]{12})$/, 'There is no action with such an id.');

/** Body of `POST /api/v1/sessions/{id}/actions`. `reminder_of`: one of the record's `reopen_if`, word for word. */
export const createAction = z.strictObject({
  title: humanText(ACTION_TITLE_LENGTH.min, ACTION_TITLE_LENGTH.max, 'An action'),
  due_date: civilDate,
  owner: owner.nullable().default(null),
  priority: z.enum(PRIORITIES).default('medium'),
  reminder_of: z.string().refine(isText, 'The reminder has characters that are not text.').nullable().default(null),
});
export type CreateAction = z.infer<typeof createAction>;

/** Body of `POST /api/v1/sessions/{id}/shares`. */
export const createShare = z.strictObject({
  expires_in_days: z.literal(SHARE_DAYS, { error: `A link lasts ${SHARE_DAYS.join(', ')} days.` }),
  /** Show your own choice and its outcome, notes included, beside the board's decision. */
  shows_choice: z.boolean().default(false),
});
export type CreateShare = z.infer<typeof createShare>;

/** A link to a record, as its owner sees it. */
export const share = z.strictObject({
  id: z.uuid(),
  state: z.enum(SHARE_STATES),
  /** Null once the link has ended. */
  url: z.string().nullable(),
  shows_choice: z.boolean(),
  created_at: z.iso.datetime(),
  expires_at: z.iso.datetime(),
  revoked_at: z.iso.datetime().nullable(),
});
export type Share = z.infer<typeof share>;
export const shareList = z.strictObject({ shares: z.array(share) });
export type ShareList = z.infer<typeof shareList>;
export const shareId = z.uuid('A link has a UUID for an id.');

/**
 * `GET /api/v1/shared/{token}`: a record for those who have the link. Nothing of the person, their account or the meeting's
 * own words, and no action that
 * they added or owner that they named; ids of actions hold within this answer only.
 */
export const sharedRecord = z.strictObject({
  record: decisionRecord,
  parts: z.array(recordPart),
  /** Absent where the record is whole. */
  missing: missing.optional(),
  actions: z.array(trackedAction),
  sources: z.array(recordSource),
  /** Null also where the link does not show it. */
  choice: choice.nullable(),
  ended_at: z.iso.datetime().nullable(),
  simulated: z.boolean(),
  expires_at: z.iso.datetime(),
});
export type SharedRecord = z.infer<typeof sharedRecord>;
