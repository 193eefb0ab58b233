import { z } from 'zod';
import { listSessionsQuery, sessionCost, sessionId } from '../meeting/schema.ts';
import { SESSION_STATUSES } from '../meeting/values.ts';
import { ATTEMPT_STATES, SPENDING_PARTS } from './values.ts';

/** What admins see of money. Amounts are decimal dollars; none of this is in an answer to anybody else. */

const count = z.int().min(0);
const tokens = {
  /** Input that was neither read from the cache nor written to it. */
  input_tokens: count,
  output_tokens: count,
  cache_read_tokens: count,
  cache_write_tokens: count,
};

/** A row of the ledger: one attempt of a call. Cost and tokens are 0 while it is `reserved`. */
export const ledgerAttempt = z.strictObject({
  call_key: z.string(),
  /** 1, 2, … within the call key. */
  number: z.int().min(1),
  state: z.enum(ATTEMPT_STATES),
  provider: z.string(),
  model: z.string(),
  template: z.string(),
  template_version: z.string(),
  prompt_hash: z.string(),
  reserved: z.string(),
  cost: z.string(),
  ...tokens,
  /** The vendor's id of the request, once known. */
  request_id: z.string().nullable(),
  /** Type of the failure that ended it, where one did. */
  failure: z.string().nullable(),
  started_at: z.iso.datetime(),
  closed_at: z.iso.datetime().nullable(),
});
export type LedgerAttempt = z.infer<typeof ledgerAttempt>;

/** Closed attempts of one prompt template. `input` counts all input tokens, cached or not. */
export const templateSpending = z.strictObject({
  template: z.string(),
  attempts: count,
  cost: z.string(),
  ...tokens,
  input_mean: count,
  input_max: count,
});
export type TemplateSpending = z.infer<typeof templateSpending>;

/** Closed attempts of one part of the meeting, in the order in which the meeting has them. */
export const partSpending = z.strictObject({
  part: z.enum(SPENDING_PARTS),
  /** Null for steps of the whole meeting. */
  sub_problem_index: count.nullable(),
  /** Of `round` only. */
  round: z.int().min(1).nullable(),
  attempts: count,
  cost: z.string(),
});
export type PartSpending = z.infer<typeof partSpending>;

/** What one contribution cost: the attempts of its call together, beside the answer that stands. */
export const contributionSpending = z.strictObject({
  contribution_id: z.string(),
  sub_problem_index: count,
  round: z.int().min(1),
  expert_code: z.string(),
  /** As the expert was called in the meeting. */
  name: z.string(),
  call_key: z.string(),
  provider: z.string(),
  model: z.string(),
  prompt_hash: z.string(),
  attempts: count,
  cost: z.string(),
  ...tokens,
});
export type ContributionSpending = z.infer<typeof contributionSpending>;

/** What admins are told: a budget that is nearly used, a call or a meeting that cost more than it should. */
export const adminNotice = z.strictObject({
  id: z.string(),
  session_id: sessionId,
  type: z.string(),
  at: z.iso.datetime(),
  /** Of a call. */
  call_key: z.string().nullable(),
  cost: z.string().nullable(),
  /** Of a meeting, when the notice was written. */
  spent: z.string().nullable(),
  limit: z.string().nullable(),
  /** What a meeting had to cost for it; null also in notices of earlier builds. */
  above: z.string().nullable(),
});
export type AdminNotice = z.infer<typeof adminNotice>;

/** Query of `GET /api/v1/admin/notices`. `before` is the id of the last notice of the page before. */
export const listNoticesQuery = z.strictObject({
  before: z.uuid({ error: 'This is not the id of a notice.' }).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
});
export type ListNoticesQuery = z.infer<typeof listNoticesQuery>;
export const adminNoticeList = z.strictObject({ notices: z.array(adminNotice), next_before: z.string().nullable() });
export type AdminNoticeList = z.infer<typeof adminNoticeList>;

/** A meeting among everybody's. */
export const adminSession = z.strictObject({
  id: sessionId,
  user_id: z.string(),
  user_name: z.string(),
  user_email: z.string(),
  status: z.enum(SESSION_STATUSES),
  problem_statement: z.string(),
  tier: z.string(),
  simulated: z.boolean(),
  created_at: z.iso.datetime(),
  ended_at: z.iso.datetime().nullable(),
  /** Null before the budget is opened. `spent` is what was settled and presumed. */
  cost: z.strictObject({ limit: z.string(), spent: z.string() }).nullable(),
  notices: count,
});
export type AdminSession = z.infer<typeof adminSession>;

/** Query of `GET /api/v1/admin/sessions`: `q` is looked for in problems and in names and e-mails of people, or is the id of a meeting or of a person. */
export const listAdminSessionsQuery = listSessionsQuery;
export const adminSessionList = z.strictObject({
  sessions: z.array(adminSession),
  next_cursor: z.string().nullable(),
});
export type AdminSessionList = z.infer<typeof adminSessionList>;

/** `GET /api/v1/admin/sessions/{id}/spending`. */
export const sessionSpending = z.strictObject({
  session: adminSession,
  /** Null before the budget is opened. */
  budget: sessionCost.nullable(),
  /** Share of all input tokens that was read from the cache, 0–1; null where nothing was sent yet. */
  cache_hit_rate: z.number().min(0).max(1).nullable(),
  attempts: z.array(ledgerAttempt),
  by_template: z.array(templateSpending),
  by_part: z.array(partSpending),
  /** In the order of the rounds: who said what at which price. */
  contributions: z.array(contributionSpending),
  notices: z.array(adminNotice),
  /** The meeting's workflow in the workflow UI, where there is one. */
  workflow_url: z.string().nullable(),
});
export type SessionSpending = z.infer<typeof sessionSpending>;
