import type {
  AspectDepth,
  Aspect,
  FacilitatorAction,
  Phase,
  Route,
  RoundSignals,
  RunLimits,
  StopReason,
  StopRule,
  TerminalStatus,
} from '@bo1/contracts/meeting/values';
import type { FailureType } from '@bo1/contracts/errors/values';

/**
 * What a meeting's workflow asks of the world. Arguments and results hold ids, counts, enums and numbers only: a person's
 * or a model's text never passes through a workflow. Every activity is idempotent by its domain key, so that a repeated
 * attempt, a replayed chain or a reset run changes nothing and gives the same result.
 */

/** Which run of which meeting; first argument of every activity. */
export interface RunRef {
  session_id: string;
  attempt: number;
  correlation_id: string;
}

export interface OpenedRun {
  /** True where this attempt already has its terminal event: the workflow ends at once. */
  already_ended: boolean;
  limits: RunLimits;
}

export interface SubProblemPlan {
  index: number;
  complexity: number;
  depends_on: number[];
  /** An earlier attempt came to its result: it is kept. */
  kept?: true;
  /** It failed in an earlier attempt, so, and is not tried again in this one. */
  left_out?: FailureType;
}

/** One position in a deliberation. `round` counts from 1. */
export interface RoundRef {
  sub_problem_index: number;
  round: number;
}

export interface RoundOpening extends RoundRef {
  max_rounds: number;
  phase: Phase;
  /** Speaking order. */
  experts: string[];
}

/** A round whose contributions are in. */
export interface RoundToJudge extends RoundRef {
  /** The round that would follow; absent after the last one, and in runs of earlier builds. */
  next?: RoundOpening;
}

export interface JudgedRound extends RoundSignals {
  /** False where the budget does not cover the next round beside the ending. Absent where nobody asked. */
  affords_next?: boolean;
}

export interface OpenedRound {
  opened: boolean;
  /** Numbers of the interjections that are to be answered before this round. Absent in runs of earlier builds. */
  interjections?: number[];
  /** Whether the facilitator may still ask the person something after this round. Absent in runs of earlier builds. */
  may_ask?: boolean;
}

export interface ExpertTurn extends RoundOpening {
  expert_code: string;
}

export interface StopDecision extends RoundRef {
  rule: StopRule;
  /** A limit ended the rounds when the disagreement had just stalled: the impasse is told with it. */
  stalled?: true;
}

export interface FacilitatorTurn extends RoundRef {
  max_rounds: number;
  signals: RoundSignals;
  /** Aspects that a targeted round must treat; empty otherwise. */
  missing_aspects: Aspect[];
  /** Actions that the step may choose here. */
  allowed: FacilitatorAction[];
}

/** Steps that only touch Postgres: one short transaction each. Run as local activities. */
export interface RecordActivities {
  /** Pins limits, models, template and price versions, opens the budget, sets the closing steps' worst case aside,
   *  writes `session_started` (attempt 1) or `retried`. */
  openRun(run: RunRef): Promise<OpenedRun>;
  /** Reads business profile, kept answers and chosen earlier meetings, pins them to the run; `context_collected`. */
  collectContext(run: RunRef): Promise<{ item_count: number }>;
  /** Which questions are open. Used after a clarification that was asked in an earlier attempt. */
  openQuestions(run: RunRef): Promise<{ question_ids: string[] }>;
  /** Marks the batch accepted, stores and keeps the answers; `clarification_answered`; running again when none is left. */
  acceptAnswers(run: RunRef, batch: { batch_id: string }): Promise<{ remaining_question_ids: string[] }>;
  recordBatches(run: RunRef, plan: { execution_batches: number[][]; fell_back_to_sequence: boolean }): Promise<void>;
  startSubProblem(run: RunRef, target: { sub_problem_index: number }): Promise<void>;
  /** Reserves the round's whole worst case, then `round_started`. `opened: false` where the budget does not allow it.
   *  What people said until now is what the round's prompts know of. */
  openRound(run: RunRef, opening: RoundOpening): Promise<OpenedRound>;
  /** The rounds of a sub-problem are over: what people said until now is what its closing prompts know of, and nothing more
   *  is taken for it. */
  closeFloor(run: RunRef, target: { sub_problem_index: number }): Promise<{ interjections: number[] }>;
  /** Numbers a pending interjection; `interjection_raised`. Fails with `floor_closed` or `limit_reached`. */
  raiseInterjection(run: RunRef, hand: { interjection_id: string }): Promise<{ number: number }>;
  /** The meeting's limit can only rise; the next round that is opened has it. Returns the limit it now has. */
  raiseBudget(run: RunRef, budget: { limit_micros: number }): Promise<{ limit_micros: number }>;
  /** Puts a pending list of constraints into force; `constraints_changed`. Fails with `floor_closed`. */
  setConstraints(run: RunRef, change: { change_id: string }): Promise<void>;
  /** A rule ended the rounds: `facilitator_decision` decided by the rule; `impasse_acknowledged` where it left one. */
  recordStop(run: RunRef, decision: StopDecision): Promise<void>;
  failSubProblem(run: RunRef, failure: { sub_problem_index: number; code: FailureType }): Promise<void>;
  /** `paused` or `resumed`, and the ledger's state with it. Versions that are not newer change nothing. Returns the
   *  version the ledger now has: a workflow reset to before an earlier pause learns from it that its own is too old. */
  setControl(run: RunRef, control: { version: number; paused: boolean }): Promise<{ version: number }>;
  /** `stopping`; the ledger refuses from now on. */
  markStopping(run: RunRef, stop: { reason: StopReason }): Promise<void>;
  /** No meaningful event for the liveness time, or one again after it. */
  setLiveness(run: RunRef, state: { quiet: boolean; number: number }): Promise<void>;
  /** Terminal event, terminal status, money and allowance: one transaction. Returns the status the meeting has. */
  closeRun(run: RunRef, outcome: RunOutcome): Promise<{ status: TerminalStatus }>;
}

/** What ended a run before its last step. */
export type Interruption = { kind: 'failed'; code: FailureType } | { kind: 'cancelled'; reason: StopReason };

/** `cut_short`: it came after the decision, so that it takes nothing away but what was left to do. */
export type RunOutcome =
  | { kind: 'complete'; cut_short?: Interruption }
  | { kind: 'partial'; failed_sub_problems: number[]; cut_short?: Interruption }
  | Interruption;

/** Steps with a model call: heartbeat, cancellation, ledger; answer, usage and event in one transaction. */
export interface LlmActivities extends ResearchActivities {
  route(run: RunRef): Promise<{ route: Route }>;
  /** Routine question: one expert, one answer, a short record; `synthesis_complete`. */
  answerDirectly(run: RunRef): Promise<void>;
  /** Critical gaps as questions; `clarification_required` and status `waiting_for_answers` where there are any. */
  clarify(run: RunRef): Promise<{ question_ids: string[] }>;
  decompose(run: RunRef): Promise<{ sub_problems: SubProblemPlan[] }>;
  selectExperts(run: RunRef, target: { sub_problem_index: number; count: number }): Promise<{ experts: string[] }>;
  contribute(run: RunRef, turn: ExpertTurn): Promise<{ contribution_id: string; truncated: boolean }>;
  /** Model's reading of stances and aspects, beside measured novelty; `round_judged`. And whether there is money to go on. */
  judge(run: RunRef, round: RoundToJudge): Promise<JudgedRound>;
  /** Summary of the round for later prompts. No event. */
  summariseRound(run: RunRef, round: RoundRef): Promise<void>;
  /** With action `clarify`: `clarification_required` and status `waiting_for_answers`; the questions that are open. */
  facilitate(run: RunRef, turn: FacilitatorTurn): Promise<{ action: FacilitatorAction; question_ids?: string[] }>;
  /** Experts answer what the person said, after this round; `interjection_answered`. At most INTERJECTIONS_A_CALL. */
  answerInterjections(run: RunRef, hands: RoundRef & { numbers: number[] }): Promise<void>;
  vote(
    run: RunRef,
    ballot: { sub_problem_index: number; expert_code: string; rounds: number },
  ): Promise<{ confidence: number }>;
  /** The sub-problem's record; `sub_problem_complete`. */
  synthesise(run: RunRef, target: { sub_problem_index: number; rounds: number; stop_rule: StopRule }): Promise<void>;
  /** The meeting's record over all sub-problems (with one: that one's, without a call); `synthesis_complete`. */
  synthesiseMeeting(run: RunRef, scope: { sub_problem_indexes: number[] }): Promise<void>;
  planActions(run: RunRef, target: { sub_problem_index: number }): Promise<{ action_count: number }>;
}

/** Steps that call no model where the person insists on the board, or where one sub-problem has a result. */
export type LightSteps = Pick<LlmActivities, 'route' | 'synthesiseMeeting'>;

/** A step that asks the web, paid for and cancelled like a call of the model. Offered where `limits.research` is true. */
export interface ResearchActivities {
  /**
   * Looks up what the facilitator asked for after this round (its decision of action `research`); `research_found`. The
   * experts find the sources in their prompts from the next round on. An outage of the search costs nothing but the
   * sources: `degraded`, no failure. A meeting never asks the same twice.
   */
  research(run: RunRef, ref: RoundRef): Promise<ResearchOutcome>;
}

export interface ResearchOutcome {
  /** Sources that are new to the board of the sub-problem. */
  source_count: number;
  /** Why there are none: nothing fits, this board has them already, or the search is out of order. */
  found: 'sources' | 'nothing' | 'repeated' | 'unavailable';
}

/** Steps on files and upkeep. */
export interface DataActivities {
  /** The finished record to S3 as JSON and Markdown. May fail without changing the outcome. */
  archive(run: RunRef): Promise<{ archived: boolean }>;
  /** Starts, settles or starts again what the engine and the rows disagree on; rows older than `older_than_ms`. */
  reconcile(scope: { older_than_ms: number }): Promise<{ started: number; settled: number; restarted: number }>;
}

export type AspectReading = Record<Aspect, AspectDepth>;
