import type { Tier } from '@bo1/contracts/meeting/values';
import type { RunRef } from '../meeting/types.ts';

/** How the engine closed a run; `continued_as_new` does not occur for meetings. */
export type ClosedAs = 'completed' | 'failed' | 'cancelled' | 'terminated' | 'timed_out';

export type WorkflowState = { state: 'running' } | { state: 'closed'; closedAs: ClosedAs } | { state: 'not_found' };

/** What starts a meeting's workflow: ids only. */
export interface MeetingStart extends RunRef {
  user_id: string;
  tier: Tier;
}

/** The workflow engine, as far as activities may see it. Implemented by the composition root. */
export interface WorkflowControl {
  /** State of the newest run under the meeting's id. Rejects when the engine cannot be reached. */
  state(sessionId: string): Promise<WorkflowState>;
  /** Starts the meeting; a run that is already there is left alone. `again` allows a new run after a closed one. */
  start(input: MeetingStart, options?: { again?: boolean }): Promise<void>;
}
