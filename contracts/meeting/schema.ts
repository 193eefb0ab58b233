import { z } from 'zod';
import { choice, decisionRecord, missing, recordPart, recordSource, trackedAction } from '../decision/schema.ts';
import { EXCLUDED_COUNT, EXPERT_CODE_LENGTH, EXPERT_CODE_PATTERN, PINNED_COUNT } from '../experts/values.ts';
import { OUTCOME_RESULTS } from '../record/values.ts';
import { humanText, isText } from '../text/schema.ts';
import {
  ANSWER_LENGTH,
  PROBLEM_STATEMENT_LENGTH,
  ROUTES,
  SESSION_ID_PATTERN,
  SESSION_STATUSES,
  STEPS,
  STOP_RULES,
  TIERS,
} from './values.ts';

export { action, dissent, outcome, recordOption } from '../decision/schema.ts';
export type {
  Action,
  Choice,
  DecisionRecord,
  Missing,
  RecordPart,
  RecordSource,
  TrackedAction,
} from '../decision/schema.ts';
export { choice, decisionRecord, humanText, isText, missing, recordPart, recordSource, trackedAction };

/** `bo1_<uuid v4>`; the workflow of the meeting has the same id. */
export const sessionId = z.string().regex(SESSION_ID_PATTERN, 'A session id looks like bo1_ followed by a UUID.');

export const problemStatement = humanText(
  PROBLEM_STATEMENT_LENGTH.min,
  PROBLEM_STATEMENT_LENGTH.max,
  'The problem statement',
);

/** Names an expert for good: meetings, events and calls refer to it. */
export const expertCode = z
  .string({ error: 'The code is missing.' })
  .min(EXPERT_CODE_LENGTH.min, `A code has at least ${EXPERT_CODE_LENGTH.min} characters.`)
  .max(EXPERT_CODE_LENGTH.max, `A code has at most ${EXPERT_CODE_LENGTH.max} characters.`)
  .regex(EXPERT_CODE_PATTERN, 'A code has small letters, digits and single underscores, and begins with a letter.');

const codes = (most: number, tooMany: string) =>
  z
    .array(expertCode)
    .max(most, tooMany)
    .refine((all) => new Set(all).size === all.length, 'The same expert is in there twice.')
    .default([]);

/** Body of `POST /api/v1/sessions`. */
export const createSession = z
  .strictObject({
    problem_statement: problemStatement,
    /** Start without the board's questions. Absent: the person's own default decides. */
    skip_clarification: z.boolean().optional(),
    /** Convene the board even where one answer would do. */
    insist_on_board: z.boolean().default(false),
    /** Earlier meetings of the same person whose outcome the board should know. */
    context_session_ids: z.array(sessionId).max(5).default([]),
    /** Codes of experts who sit on every board of the meeting, as far as it has seats. */
    pinned_experts: codes(PINNED_COUNT.max, `A board has at most ${PINNED_COUNT.max} seats: pin at most that many.`),
    /** Codes of experts who sit on no board of the meeting. */
    excluded_experts: codes(EXCLUDED_COUNT.max, `At most ${EXCLUDED_COUNT.max} experts can be excluded.`),
  })
  .refine(({ pinned_experts, excluded_experts }) => !pinned_experts.some((code) => excluded_experts.includes(code)), {
    error: 'The same expert is pinned and excluded.',
    path: ['excluded_experts'],
  });
export type CreateSession = z.infer<typeof createSession>;

/** Body of `POST /api/v1/sessions/{id}/clarifications`. `skip` names questions left open on purpose. */
export const submitAnswers = z
  .strictObject({
    answers: z
      .array(
        z.strictObject({
          question_id: z.string().min(1).max(64),
          answer: humanText(ANSWER_LENGTH.min, ANSWER_LENGTH.max, 'An answer'),
        }),
      )
      .max(20)
      .default([]),
    skip: z.array(z.string().min(1).max(64)).max(20).default([]),
  })
  .refine((body) => body.answers.length + body.skip.length > 0, 'Answer or skip at least one question.')
  .refine((body) => {
    const ids = [...body.answers.map((answer) => answer.question_id), ...body.skip];
    return new Set(ids).size === ids.length;
  }, 'Each question can be answered or skipped once.');
export type SubmitAnswers = z.infer<typeof submitAnswers>;

export const question = z.strictObject({
  id: z.string(),
  question: z.string(),
  reason: z.string(),
});
export type Question = z.infer<typeof question>;

/** A row of `GET /api/v1/sessions`; counts are kept on the session row. */
export const sessionSummary = z.strictObject({
  id: sessionId,
  status: z.enum(SESSION_STATUSES),
  step: z.enum(STEPS),
  problem_statement: z.string(),
  /** The decision in one sentence, once there is one. */
  decision: z.string().nullable(),
  /** What the person chose, in one line, once they said so. */
  chosen: z.string().nullable(),
  outcome: z.enum(OUTCOME_RESULTS).nullable(),
  attempt: z.int().min(1),
  expert_count: z.int().min(0),
  round_count: z.int().min(0),
  contribution_count: z.int().min(0),
  action_count: z.int().min(0),
  created_at: z.iso.datetime(),
  started_at: z.iso.datetime().nullable(),
  ended_at: z.iso.datetime().nullable(),
});
export type SessionSummary = z.infer<typeof sessionSummary>;

/** Spending of one meeting, decimal dollars. In responses to admins only. */
export const sessionCost = z.strictObject({
  limit: z.string(),
  settled: z.string(),
  presumed: z.string(),
  reserved: z.string(),
  calls: z.int(),
  input_tokens: z.int(),
  output_tokens: z.int(),
  cache_read_tokens: z.int(),
  cache_write_tokens: z.int(),
});
export type SessionCost = z.infer<typeof sessionCost>;

/** `GET /api/v1/sessions/{id}`: what the page needs before it reads the log. */
export const sessionDetail = sessionSummary.extend({
  last_sequence: z.int().min(0),
  skip_clarification: z.boolean(),
  insist_on_board: z.boolean(),
  tier: z.enum(TIERS),
  route: z.enum(ROUTES).nullable(),
  stop_rule: z.enum(STOP_RULES).nullable(),
  simulated: z.boolean(),
  /** Whether it is the reader's own: others may read it at most. Absent in a file. */
  yours: z.boolean().optional(),
  /** Unanswered questions, while the meeting waits for them. */
  open_questions: z.array(question),
  record: decisionRecord.nullable(),
  /** One record a sub-problem, where there were several. */
  parts: z.array(recordPart),
  /** Absent where the record is whole. */
  missing: missing.optional(),
  choice: choice.nullable(),
  actions: z.array(trackedAction),
  /** Pages that were looked up, part by part. */
  sources: z.array(recordSource),
  /** Where the finished record is kept, once archived: paths for download. */
  archive: z.strictObject({ json_url: z.string(), markdown_url: z.string() }).nullable(),
  /** Admins only; absent otherwise. */
  cost: sessionCost.optional(),
  /** The meeting's workflow in the workflow UI, where there is one. Admins only; absent otherwise. */
  workflow_url: z.string().nullable().optional(),
});
export type SessionDetail = z.infer<typeof sessionDetail>;

/** Query of `GET /api/v1/sessions`. */
export const listSessionsQuery = z.strictObject({
  q: z.string().refine(isText, 'The search has characters that are not text.').trim().max(200).optional(),
  status: z.enum(SESSION_STATUSES).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
});
export type ListSessionsQuery = z.infer<typeof listSessionsQuery>;
export const sessionList = z.strictObject({
  sessions: z.array(sessionSummary),
  next_cursor: z.string().nullable(),
});
export type SessionList = z.infer<typeof sessionList>;

/** Answer to create, pause, resume and cancel. */
export const sessionState = z.strictObject({ id: sessionId, status: z.enum(SESSION_STATUSES) });
export type SessionState = z.infer<typeof sessionState>;
/** Answer to `POST …/clarifications`: what is still open. */
export const answersAccepted = z.strictObject({
  id: sessionId,
  status: z.enum(SESSION_STATUSES),
  remaining_question_ids: z.array(z.string()),
});
export type AnswersAccepted = z.infer<typeof answersAccepted>;
