/** What a meeting comes to: its record, its actions, and what the person made of it. */
import { z } from 'zod';
import { PRIORITIES } from '../meeting/values.ts';
import { ACTION_STATUSES, OUTCOME_RESULTS } from '../record/values.ts';

export const recordOption = z.strictObject({
  title: z.string(),
  summary: z.string(),
  /** One assessment for each of the record's `criteria`, in their order. */
  assessments: z.array(z.string()),
});

export const dissent = z.strictObject({
  expert_code: z.string(),
  name: z.string(),
  view: z.string(),
  reason: z.string(),
});

/** The outcome of a meeting, or of one of its sub-problems. `criteria` are the rows of the options table. */
export const decisionRecord = z.strictObject({
  question: z.string(),
  decision: z.string(),
  chosen_option: z.string(),
  criteria: z.array(z.string()),
  options: z.array(recordOption),
  rationale: z.string(),
  confidence: z.number().min(0).max(1),
  confidence_basis: z.string(),
  dissent: z.array(dissent),
  conditions: z.array(z.string()),
  reopen_if: z.array(z.string()),
});
export type DecisionRecord = z.infer<typeof decisionRecord>;

export const action = z.strictObject({
  id: z.string(),
  sub_problem_index: z.int().min(0),
  title: z.string(),
  steps: z.array(z.string()),
  success_criteria: z.array(z.string()),
  kill_criteria: z.array(z.string()),
  priority: z.enum(PRIORITIES),
  /** A civil date: no time, no zone. */
  due_date: z.iso.date(),
  /** Ids of actions that come first. */
  depends_on: z.array(z.string()),
});
export type Action = z.infer<typeof action>;

/** An action as it stands now; the log keeps it as the board planned it. */
export const trackedAction = action.extend({
  /** Null where the person added it to the meeting as a whole. */
  sub_problem_index: z.int().min(0).nullable(),
  /** Who does it, in the person's words. */
  owner: z.string().nullable(),
  /** What would reopen the decision, as the record says it, where the action is there to look after it. */
  reminder_of: z.string().nullable(),
  status: z.enum(ACTION_STATUSES),
  status_changed_at: z.iso.datetime().nullable(),
});
export type TrackedAction = z.infer<typeof trackedAction>;

/** How the person's choice turned out. */
export const outcome = z.strictObject({
  result: z.enum(OUTCOME_RESULTS),
  note: z.string(),
  /** The civil date on which it was known. */
  known_on: z.iso.date(),
  recorded_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});

/** What the person decided after the board had: one of the record's options by its title, or own words; the other is null. */
export const choice = z.strictObject({
  option: z.string().nullable(),
  own_words: z.string().nullable(),
  note: z.string(),
  recorded_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
  outcome: outcome.nullable(),
});
export type Choice = z.infer<typeof choice>;

/** A page that the board looked up. Its address is foreign text: only `pageAddress` makes a link of it. */
export const recordSource = z.strictObject({
  /** What texts cite it by, in square brackets: `S1`, `S2`, … */
  id: z.string(),
  sub_problem_index: z.int().min(0),
  title: z.string(),
  url: z.string(),
});
export type RecordSource = z.infer<typeof recordSource>;

/** The record of one sub-problem of a meeting that had several. */
export const recordPart = z.strictObject({
  index: z.int().min(0),
  goal: z.string(),
  record: decisionRecord,
  /**
   * What the parts that it builds on were to decide, of those that came to their decision after it or not at all: whoever
   * deliberated it did not know of them. Absent where it knew all.
   */
  without: z.array(z.string()).min(1).optional(),
});
export type RecordPart = z.infer<typeof recordPart>;

/** What a record does not have, although it was asked for. */
export const missing = z.strictObject({
  /** What the parts without a decision were to decide. */
  undecided: z.array(z.string()),
  /** Decided parts without actions by what they decided, and why in words for people; null where none. */
  actions: z.strictObject({ of: z.array(z.string()).min(1), message: z.string() }).nullable(),
});
export type Missing = z.infer<typeof missing>;
