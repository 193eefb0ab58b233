import type { Tier } from '@bo1/contracts/meeting/values';
import type { RunRef } from '../meeting/types.ts';

/** How the engine closed a run; `continued_as_new` does not occur for meetings. */
export type ClosedAs = 'completed' | 'failed' | 'cancelled' | 'terminated' | 'timed_out';

/** Of the newest run under a meeting's id; `attempt` is the one that it was started for. */
export type WorkflowState =
  | { state: 'running'; attempt: number }
  | { state: 'closed'; attempt: number; closedAs: ClosedAs }
  | { state: 'not_found' };

/** What starts a meeting's workflow: ids only. */
export interface MeetingStart extends RunRef {
  user_id: string;
  tier: Tier;
}

/** The workflow engine, as far as activities may see it. Implemented by the composition root. */
export interface WorkflowControl {
  /** State of the newest run under the meeting's id. Rejects when the engine cannot be reached. */
  state(sessionId: string): Promise<WorkflowState>;
  /** Starts an attempt of the meeting; its own run is left alone, one of an earlier attempt makes room. */
  start(input: MeetingStart): Promise<void>;
}
