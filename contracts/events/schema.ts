import { z } from 'zod';
import {
  ASPECTS,
  ASPECT_DEPTHS,
  FACILITATOR_ACTIONS,
  PHASES,
  ROUTES,
  STOP_REASONS,
  STOP_RULES,
  TIERS,
} from '../meeting/values.ts';
import { action, decisionRecord, question, sessionId } from '../meeting/schema.ts';
import { DEGRADED_REASONS, EVENT_VERSION } from './values.ts';

const subProblemIndex = z.int().min(0);
const round = z.int().min(1);
const share = z.number().min(0).max(1);
const inSubProblem = z.strictObject({ sub_problem_index: subProblemIndex });
const inRound = inSubProblem.extend({ round });

/** Where a record comes from: the model that wrote it, and the hash of all it was shown. Earlier builds did not say. */
const written = { model: z.string().optional(), prompt_hash: z.string().optional() };

/**
 * Parts that were decided and have no actions, where something came in between: a stop (`code` is its reason) or a step that
 * failed (its failure). `message` is for people.
 */
const missingActions = z.strictObject({
  sub_problem_indexes: z.array(subProblemIndex).min(1),
  code: z.string(),
  message: z.string(),
});

/** The data of each event type. Every one is enough to redraw its part of the page. Costs never occur here. */
export const eventData = {
  session_started: z.strictObject({
    problem_statement: z.string(),
    tier: z.enum(TIERS),
    skip_clarification: z.boolean(),
    max_rounds: z.int(),
    hard_limit_minutes: z.number(),
    simulated: z.boolean(),
    /** Names of instruction-override patterns that were found in the text and fenced off. */
    flagged: z.array(z.string()),
  }),
  route_decided: z.strictObject({ route: z.enum(ROUTES), reason: z.string(), insisted: z.boolean() }),
  context_collected: z.strictObject({
    items: z.array(
      z.strictObject({
        kind: z.enum(['business_profile', 'kept_answer', 'earlier_meeting', 'action', 'dataset_insight']),
        label: z.string(),
        ref: z.string().nullable(),
      }),
    ),
  }),
  clarification_required: z.strictObject({ questions: z.array(question) }),
  clarification_answered: z.strictObject({
    answers: z.array(z.strictObject({ question_id: z.string(), question: z.string(), answer: z.string() })),
    skipped: z.array(z.string()),
    remaining: z.array(z.string()),
  }),
  decomposition_complete: z.strictObject({
    rationale: z.string(),
    sub_problems: z.array(
      z.strictObject({
        index: subProblemIndex,
        goal: z.string(),
        complexity: z.int().min(1).max(10),
        depends_on: z.array(subProblemIndex),
      }),
    ),
  }),
  dependency_analysis_complete: z.strictObject({
    execution_batches: z.array(z.array(subProblemIndex)),
    /** True where a cycle was replaced by a sequence. */
    fell_back_to_sequence: z.boolean(),
  }),
  sub_problem_started: inSubProblem.extend({ goal: z.string() }),
  expert_selected: inSubProblem.extend({
    expert_code: z.string(),
    name: z.string(),
    archetype: z.string(),
    reason: z.string(),
    colour: z.string(),
    position: z.int().min(0),
  }),
  round_started: inRound.extend({ max_rounds: round, phase: z.enum(PHASES), experts: z.array(z.string()) }),
  contribution_started: inRound.extend({ expert_code: z.string(), call_key: z.string() }),
  contribution: inRound.extend({
    contribution_id: z.string(),
    expert_code: z.string(),
    text: z.string(),
    truncated: z.boolean(),
    call_key: z.string(),
    model: z.string(),
    prompt_hash: z.string(),
  }),
  round_judged: inRound.extend({
    agreement: share,
    conflict: share,
    /** Null where no embedding could be had; a measured 0 is 0. */
    novelty: share.nullable(),
    aspects: z.record(z.enum(ASPECTS), z.enum(ASPECT_DEPTHS)),
    focus: z.string(),
  }),
  facilitator_decision: inRound.extend({
    action: z.enum(FACILITATOR_ACTIONS),
    decided_by: z.enum(['facilitator', 'rule']),
    rule: z.enum(STOP_RULES).nullable(),
    reason: z.string(),
    guidance: z.string(),
  }),
  moderator_intervention: inRound.extend({
    kind: z.enum(['contrarian', 'sceptic', 'optimist']),
    text: z.string(),
  }),
  research_found: inRound.extend({
    query: z.string(),
    /** `id` is what experts cite it by: `S1`, `S2`, … */
    sources: z.array(
      z.strictObject({ id: z.string().optional(), title: z.string(), url: z.string(), snippet: z.string() }),
    ),
  }),
  impasse_acknowledged: inRound.extend({
    path: z.enum(['common_ground', 'disagree_and_commit', 'conditional']),
    text: z.string(),
  }),
  interjection_raised: z.strictObject({
    number: z.int().min(1),
    text: z.string(),
    /** As in `session_started`. */
    flagged: z.array(z.string()),
  }),
  interjection_answered: inRound.extend({ number: z.int().min(1), expert_code: z.string(), text: z.string() }),
  constraints_changed: z.strictObject({ constraints: z.array(z.string()), flagged: z.array(z.string()) }),
  paused: z.strictObject({ version: z.int() }),
  resumed: z.strictObject({ version: z.int() }),
  stopping: z.strictObject({ reason: z.enum(STOP_REASONS) }),
  recommendation: inSubProblem.extend({
    expert_code: z.string(),
    recommendation: z.string(),
    reasoning: z.string(),
    confidence: share,
    conditions: z.array(z.string()),
    risks: z.array(z.string()),
  }),
  sub_problem_complete: inSubProblem.extend({
    stop_rule: z.enum(STOP_RULES),
    rounds: z.int().min(0),
    record: decisionRecord,
    ...written,
  }),
  sub_problem_failed: inSubProblem.extend({ code: z.string(), message: z.string() }),
  /** Without a model where the record is that of the only part. */
  synthesis_complete: z.strictObject({ record: decisionRecord, ...written }),
  actions_created: inSubProblem.extend({ actions: z.array(action) }),
  degraded: z.strictObject({
    reason: z.enum(DEGRADED_REASONS),
    message: z.string(),
  }),
  recovered: z.strictObject({ reason: z.enum(DEGRADED_REASONS) }),
  retried: z.strictObject({
    attempt: z.int().min(2),
    /** Parts that are deliberated again. Absent: the meeting had not come to its parts, or an earlier build wrote it. */
    again: z.array(subProblemIndex).optional(),
  }),
  complete: z.strictObject({
    decision: z.string(),
    /** Something came in between the decision and the last step: a stop, or a step that failed. */
    stopped_early: z.boolean(),
    missing_actions: missingActions.optional(),
  }),
  partial: z.strictObject({
    failed_sub_problems: z.array(subProblemIndex),
    message: z.string(),
    missing_actions: missingActions.optional(),
  }),
  failed: z.strictObject({ code: z.string(), message: z.string() }),
  cancelled: z.strictObject({ reason: z.enum(STOP_REASONS) }),
} as const;

type EventDataSchemas = typeof eventData;
export type EventData<T extends keyof EventDataSchemas = keyof EventDataSchemas> = z.infer<EventDataSchemas[T]>;

const envelopeOf = <T extends keyof EventDataSchemas>(type: T) =>
  z.strictObject({
    event_version: z.literal(EVENT_VERSION),
    session_id: sessionId,
    /** 1…n without a gap. */
    sequence: z.int().min(1),
    attempt: z.int().min(1),
    type: z.literal(type),
    at: z.iso.datetime(),
    correlation_id: z.string(),
    data: eventData[type],
  });

const types = Object.keys(eventData) as (keyof EventDataSchemas)[];
export type SessionEventOf<T extends keyof EventDataSchemas> = {
  event_version: typeof EVENT_VERSION;
  session_id: string;
  sequence: number;
  attempt: number;
  type: T;
  at: string;
  correlation_id: string;
  data: EventData<T>;
};
/** One durable event; discriminated by `type`. */
export type SessionEvent = { [T in keyof EventDataSchemas]: SessionEventOf<T> }[keyof EventDataSchemas];

/** The envelope of DESIGN's event log, `data` checked by type. */
export const sessionEvent = z.discriminatedUnion(
  'type',
  types.map((type) => envelopeOf(type)) as [ReturnType<typeof envelopeOf>],
) as unknown as z.ZodType<SessionEvent>;

/** `GET /api/v1/sessions/{id}/events?after=N`. */
export const eventPage = z.strictObject({ events: z.array(sessionEvent), has_more: z.boolean() });
export type EventPage = { events: SessionEvent[]; has_more: boolean };
/** A sequence as a query names it: fits Postgres' integer. */
const after = z.coerce.number().int().min(0).max(2_147_483_647).default(0);
export const eventsQuery = z.strictObject({
  after,
  /** Absent: all that follow. */
  limit: z.coerce.number().int().min(1).max(1000).optional(),
});
/** Query of the stream, for readers that cannot send `Last-Event-ID`. */
export const streamQuery = z.strictObject({ after });

/** Text of a contribution while it is written: `offset` is the number of UTF-16 units before `text`. */
export const contributionDelta = z.strictObject({
  call_key: z.string(),
  attempt: z.int().min(1),
  offset: z.int().min(0),
  text: z.string(),
});
export type ContributionDelta = z.infer<typeof contributionDelta>;
/** The text so far is thrown away: the call is made again. */
export const contributionRestarted = z.strictObject({ call_key: z.string(), attempt: z.int().min(1) });
export type ContributionRestarted = z.infer<typeof contributionRestarted>;
