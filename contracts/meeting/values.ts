/** Constants and plain types of a meeting ("session" on the wire). Imports nothing, so that workflows may use it. */

export const SESSION_ID_PATTERN = /^bo1_[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

export const SESSION_STATUSES = [
  'created',
  'running',
  'waiting_for_answers',
  'paused',
  'completed',
  'partial',
  'failed',
  'cancelled',
] as const;
export type SessionStatus = (typeof SESSION_STATUSES)[number];

export const TERMINAL_STATUSES = ['completed', 'partial', 'failed', 'cancelled'] as const satisfies SessionStatus[];
export type TerminalStatus = (typeof TERMINAL_STATUSES)[number];

/** How a meeting ended that can be tried again; a completed one only where actions are missing. */
export const RETRYABLE_STATUSES = ['partial', 'failed'] as const satisfies TerminalStatus[];

/** The step a meeting is in: a projection for lists and the page's header, in the order in which steps happen. */
export const STEPS = [
  'created',
  'route',
  'context',
  'clarify',
  'decompose',
  'select_experts',
  'rounds',
  'vote',
  'synthesise',
  'actions',
  'ended',
] as const;
export type Step = (typeof STEPS)[number];

export const TIERS = ['free', 'starter', 'pro', 'enterprise'] as const;
export type Tier = (typeof TIERS)[number];

/** What a judge looks for in a deliberation; all eight must be touched before coverage can end it. */
export const ASPECTS = [
  'problem_clarity',
  'objectives',
  'options',
  'assumptions',
  'risks',
  'constraints',
  'stakeholders',
  'dependencies',
] as const;
export type Aspect = (typeof ASPECTS)[number];
export const ASPECT_DEPTHS = ['none', 'touched', 'deep'] as const;
export type AspectDepth = (typeof ASPECT_DEPTHS)[number];

export const PHASES = ['explore', 'challenge', 'converge'] as const;
export type Phase = (typeof PHASES)[number];

export const FACILITATOR_ACTIONS = [
  'continue',
  'clarify',
  'research',
  'moderator',
  'acknowledge_impasse',
  'vote',
] as const;
export type FacilitatorAction = (typeof FACILITATOR_ACTIONS)[number];

/** Why the rounds of a sub-problem ended, in the order in which the rules are checked. */
export const STOP_RULES = [
  'hard_cap',
  'max_rounds',
  'budget',
  'consensus',
  'early_exit',
  'stalled_disagreement',
  'exhausted',
  'coverage',
  'facilitator',
  'routine',
] as const;
export type StopRule = (typeof STOP_RULES)[number];

export const ROUTES = ['board', 'single'] as const;
export type Route = (typeof ROUTES)[number];

/** Why a person's meeting stopped before its end. */
export const STOP_REASONS = ['stopped_by_user', 'cancelled_by_admin', 'terminated'] as const;
export type StopReason = (typeof STOP_REASONS)[number];

export const PRIORITIES = ['low', 'medium', 'high'] as const;
export type Priority = (typeof PRIORITIES)[number];

export const PROBLEM_STATEMENT_LENGTH = { min: 10, max: 10_000 } as const;
export const ANSWER_LENGTH = { min: 1, max: 4_000 } as const;
/** What a person may say to the board while it sits: length of each, and how many in a meeting. */
export const INTERJECTION_LENGTH = { min: 1, max: 2_000 } as const;
export const INTERJECTION_COUNT = { max: 10 } as const;
/** How many are answered by one call of the model. */
export const INTERJECTIONS_A_CALL = 3;
/** Constraints set while the meeting runs: length of each, and how many at a time. */
export const CONSTRAINT_LENGTH = { min: 1, max: 300 } as const;
export const CONSTRAINT_COUNT = { max: 10 } as const;
export const QUESTION_COUNT = { min: 1, max: 5 } as const;
export const SUB_PROBLEM_COUNT = { min: 1, max: 4 } as const;
/** Parts that a tier's budget carries to a good end, where no setting says otherwise: each one is a board of its own. */
export const SUB_PROBLEMS_BY_TIER = { free: 1, starter: 1, pro: 3, enterprise: SUB_PROBLEM_COUNT.max } as const;
export const ACTION_COUNT = { min: 3, max: 5 } as const;
export const EXPERT_COUNT = { min: 3, max: 5 } as const;
export const COMPLEXITY = { min: 1, max: 10 } as const;

/** The control state of a meeting: handed to children whole, each change with a higher version. */
export interface ControlState {
  version: number;
  paused: boolean;
}

/** The judge's reading and the measured novelty of one round. `novelty` is null where no embedding could be had. */
export interface RoundSignals {
  agreement: number;
  conflict: number;
  novelty: number | null;
  aspects: Record<Aspect, AspectDepth>;
}

/** Settings pinned to a run at its start: a later change of a setting does not touch a running meeting. */
export interface RunLimits {
  max_rounds: number;
  hard_limit_ms: number;
  liveness_ms: number;
  skip_clarification: boolean;
  insist_on_board: boolean;
  /** Whether the facilitator may send for sources on the web. Absent, in runs of earlier builds: it may not. */
  research?: boolean;
  /**
   * Calls of the model run on the workflows' own queue: the engine hands them out with the workflow task that asks for them.
   * Absent, under a vendor's quota, with workers apart and in runs of earlier builds: on a queue of their own.
   */
  shared_queue?: true;
  /** Absent, in runs of earlier builds: `STOP_THRESHOLDS`. */
  stopping?: StopThresholds;
}

export const DEFAULT_LIMITS = {
  max_rounds: 6,
  hard_limit_ms: 30 * 60_000,
  liveness_ms: 10 * 60_000,
} as const;

/** Thresholds of DOMAIN's stopping rules, where no setting says otherwise. */
export const STOP_THRESHOLDS = {
  consensus: { agreement: 0.9, participation: 0.6, novelty: 0.15 },
  early_exit: { agreement: 0.85, novelty: 0.3, from_round: 2 },
  stalled: { conflict: 0.7, novelty: 0.4, acknowledge_after: 2, synthesise_after: 3 },
  exhausted: { novelty: 0.15, rounds_running: 2 },
  coverage: { novelty: 0.3, deep: ['risks', 'objectives'] },
} as const;
/** The same, as settings: by rule, shares 0–1 and counts of rounds. */
export type StopThresholds = {
  [Rule in keyof typeof STOP_THRESHOLDS]: {
    [Name in keyof (typeof STOP_THRESHOLDS)[Rule]]: (typeof STOP_THRESHOLDS)[Rule][Name] extends number
      ? number
      : (typeof STOP_THRESHOLDS)[Rule][Name];
  };
};

/**
 * How often a facilitator may do what costs more than a round: ask the person again in the whole meeting, look something up
 * or call in another voice in a sub-problem. And how many questions it asks at a time.
 */
export const FACILITATION_LIMITS = { clarify: 2, research: 2, moderator: 2, questions: 3 } as const;

/** Agreement that came with this little disagreement before it was tested is worth a second look. */
export const GROUP_THINK = { agreement: 0.85, rise: 0.25, novelty: 0.3, until_round: 3 } as const;

/** Rounds by complexity (1–10 value / 10): the first row whose `below` exceeds it. */
export const ROUNDS_BY_COMPLEXITY = [
  { below: 0.3, rounds: 3 },
  { below: 0.5, rounds: 4 },
  { below: 0.7, rounds: 5 },
  { below: Infinity, rounds: 6 },
] as const;
/** Experts by complexity (1–10 value / 10). */
export const EXPERTS_BY_COMPLEXITY = [
  { below: 0.3, experts: 3 },
  { below: 0.7, experts: 4 },
  { below: Infinity, experts: 5 },
] as const;
