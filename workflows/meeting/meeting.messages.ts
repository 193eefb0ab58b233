/** What a meeting's workflows say to each other and to their clients. Ids, numbers and enums only. */
import type { RunRef } from '@bo1/activities/meeting/types';
import type { ControlState, RunLimits, SessionStatus, Step, Tier } from '@bo1/contracts/meeting/values';
import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';

/** What a meeting is started with. */
export interface MeetingInput extends RunRef {
  user_id: string;
  tier: Tier;
}

export interface MeetingResult {
  /** `superseded`: the rows say that this attempt is over, or gone. */
  status: SessionStatus | 'superseded';
}

export interface DeliberationInput extends MeetingInput {
  sub_problem_index: number;
  /** 1–10 */
  complexity: number;
  limits: RunLimits;
  control: ControlState;
  /** Active time the meeting had used before, in ms. */
  active_ms: number;
}

export interface DeliberationResult {
  /** Active time of the meeting with this deliberation, in ms. */
  active_ms: number;
}

export interface MeetingView {
  status: SessionStatus;
  step: Step;
  paused: boolean;
  open_question_ids: string[];
}

/** Answers were stored as a pending batch. Its id is also the update's id: sending it twice changes nothing. */
export const submitAnswers = defineUpdate<
  { status: SessionStatus; remaining_question_ids: string[] },
  [{ batch_id: string; question_ids: string[] }]
>('submit_answers');

/** The person raises a hand; its words were stored as a pending row. Its id is also the update's id. */
export const raiseInterjection = defineUpdate<{ status: SessionStatus; number: number }, [{ interjection_id: string }]>(
  'raise_interjection',
);
/** Constraints were stored as a pending list; the id is also the update's id. */
export const setConstraints = defineUpdate<{ status: SessionStatus }, [{ change_id: string }]>('set_constraints');

/** An admin lets the meeting spend more. A limit that it has, or is above already, changes nothing. */
export const raiseBudget = defineUpdate<{ limit_micros: number }, [{ limit_micros: number }]>('raise_budget');

/** Stop starting steps; those in flight finish. Pausing twice, or while waiting for answers, is legal. */
export const pause = defineUpdate<{ status: SessionStatus }, [{ request_id: string }]>('pause');
export const resume = defineUpdate<{ status: SessionStatus }, [{ request_id: string }]>('resume');

export const meetingView = defineQuery<MeetingView>('state');

/** Meeting → deliberation: the full control state, so that a lost or late one does no harm. */
export const controlChanged = defineSignal<[ControlState]>('control_changed');

/** Deliberation → meeting: the facilitator put questions to the person. */
export const questionsAsked = defineSignal<[{ question_ids: string[] }]>('questions_asked');
/** Meeting → deliberations: these need no answer any more. */
export const questionsSettled = defineSignal<[{ question_ids: string[] }]>('questions_settled');

/** Deliberation → meeting: no progress for the liveness time, or progress again. */
export const quietChanged = defineSignal<[{ sub_problem_index: number; quiet: boolean }]>('quiet_changed');

/** Deliberation → meeting: the ledger stays paused though the control state of `version` says otherwise. */
export const pauseDisputed = defineSignal<[{ version: number }]>('pause_disputed');
