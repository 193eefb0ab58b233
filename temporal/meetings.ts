import { ERRORS, type ErrorCode } from '@bo1/contracts/errors/values';
import type { SessionStatus } from '@bo1/contracts/meeting/values';
import {
  type MeetingInput,
  pause,
  raiseBudget,
  raiseInterjection,
  resume,
  setConstraints,
  submitAnswers,
} from '@bo1/workflows/meeting/meeting.messages';
import type { meetingWorkflow } from '@bo1/workflows/meeting/meeting.workflow';
import {
  type Client,
  isGrpcServiceError,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { CALL_DEADLINE_MS, meetingOptions } from './policies.ts';
import { attemptOf, startNext } from './next-attempt.ts';

/** Why the engine did not do what was asked; `code` is one of the wire's. */
export class MeetingsError extends Error {
  override readonly name = 'MeetingsError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, options?: ErrorOptions) {
    super(ERRORS[code].title, options);
    this.code = code;
  }
}

/** `attempt` is the one that the run was started for. */
export type MeetingRunState =
  | { state: 'running'; attempt: number }
  | { state: 'closed'; attempt: number; closedAs: 'completed' | 'failed' | 'cancelled' | 'terminated' | 'timed_out' }
  | { state: 'not_found' };

/**
 * Meetings as the engine runs them. Every method answers within about 4 s and throws `MeetingsError`:
 * `workflow_engine_unavailable` where the engine or its worker did not answer (trying again with the same ids is safe),
 * `session_ended` or `not_found` where there is no running workflow, and what the meeting itself refuses with.
 */
export interface Meetings {
  /**
   * Starts the meeting's workflow for an attempt. Its own run is left alone. A run of an earlier attempt that is still open
   * has written its end and is about to close, or waits for the archive: it is waited for, then ended.
   */
  start(input: MeetingInput): Promise<void>;
  /** Hands over a stored batch of answers; `batchId` makes it happen once. */
  submitAnswers(
    sessionId: string,
    batch: { batchId: string; questionIds: string[] },
  ): Promise<{ status: SessionStatus; remaining_question_ids: string[] }>;
  /** Hands over a stored interjection; its id makes it happen once. Gives its number. */
  raiseInterjection(sessionId: string, interjectionId: string): Promise<{ status: SessionStatus; number: number }>;
  /** Lets a running meeting spend up to `limitMicros`; gives the limit it now has. `requestId` makes it happen once. */
  raiseBudget(sessionId: string, limitMicros: number, requestId: string): Promise<{ limit_micros: number }>;
  /** Puts a stored list of constraints into force; its id makes it happen once. */
  setConstraints(sessionId: string, changeId: string): Promise<{ status: SessionStatus }>;
  /** Stops the start of steps; those in flight finish. A paused meeting stays paused. `requestId` makes it happen once. */
  pause(sessionId: string, requestId: string): Promise<{ status: SessionStatus }>;
  resume(sessionId: string, requestId: string): Promise<{ status: SessionStatus }>;
  /** Asks the meeting to stop; its end is in the log when its calls in flight have ended. One that has ended stays as it is. */
  cancel(sessionId: string): Promise<void>;
  /** State of the newest run under the meeting's id. */
  state(sessionId: string): Promise<MeetingRunState>;
}

/** The gateway to meetings; everything that the API and the upkeep know of the engine. */
export function createMeetings(client: Client): Meetings {
  const handleOf = (sessionId: string) => client.workflow.getHandle<typeof meetingWorkflow>(sessionId);

  const meetings: Meetings = {
    start: (input) => inTime(() => (input.attempt === 1 ? startFirst(input) : startNext(client, input))),
    submitAnswers: (sessionId, { batchId, questionIds }) =>
      change(sessionId, () =>
        handleOf(sessionId).executeUpdate(submitAnswers, {
          updateId: batchId,
          args: [{ batch_id: batchId, question_ids: questionIds }],
        }),
      ),
    raiseInterjection: (sessionId, interjectionId) =>
      change(sessionId, () =>
        handleOf(sessionId).executeUpdate(raiseInterjection, {
          updateId: interjectionId,
          args: [{ interjection_id: interjectionId }],
        }),
      ),
    raiseBudget: (sessionId, limitMicros, requestId) =>
      change(sessionId, () =>
        handleOf(sessionId).executeUpdate(raiseBudget, {
          updateId: requestId,
          args: [{ limit_micros: limitMicros }],
        }),
      ),
    setConstraints: (sessionId, changeId) =>
      change(sessionId, () =>
        handleOf(sessionId).executeUpdate(setConstraints, { updateId: changeId, args: [{ change_id: changeId }] }),
      ),
    pause: (sessionId, requestId) =>
      change(sessionId, () =>
        handleOf(sessionId).executeUpdate(pause, { updateId: requestId, args: [{ request_id: requestId }] }),
      ),
    resume: (sessionId, requestId) =>
      change(sessionId, () =>
        handleOf(sessionId).executeUpdate(resume, { updateId: requestId, args: [{ request_id: requestId }] }),
      ),
    cancel: (sessionId) =>
      change(sessionId, async () => {
        await handleOf(sessionId).cancel();
      }),
    state: (sessionId) => inTime(() => stateOf(sessionId)),
  };

  async function startFirst(input: MeetingInput): Promise<void> {
    try {
      await client.workflow.start<typeof meetingWorkflow>('meetingWorkflow', meetingOptions(input));
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    }
  }

  async function stateOf(sessionId: string): Promise<MeetingRunState> {
    try {
      const { status, memo } = await handleOf(sessionId).describe();
      const closedAs = CLOSED_AS[status.name];
      const attempt = attemptOf(memo);
      return closedAs ? { state: 'closed', attempt, closedAs } : { state: 'running', attempt };
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return { state: 'not_found' };
      throw error;
    }
  }

  /** A change of a running meeting; the engine says "not found" of an ended one as well. */
  async function change<T>(sessionId: string, call: () => Promise<T>): Promise<T> {
    try {
      return await inTime(call);
    } catch (error) {
      if (!(error instanceof MeetingsError) || error.code !== 'not_found') throw error;
      const { state } = await meetings.state(sessionId);
      throw new MeetingsError(state === 'not_found' ? 'not_found' : 'session_ended', { cause: error });
    }
  }

  /** The engine's own deadline, and ours around it: connecting has none. */
  async function inTime<T>(call: () => Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new MeetingsError('workflow_engine_unavailable')), CALL_DEADLINE_MS + 500);
    });
    try {
      return await Promise.race([client.withDeadline(Date.now() + CALL_DEADLINE_MS, call), late]);
    } catch (error) {
      throw errorOf(error);
    } finally {
      clearTimeout(timer);
    }
  }

  return meetings;
}

const CLOSED_AS: Record<string, 'completed' | 'failed' | 'cancelled' | 'terminated' | 'timed_out'> = {
  COMPLETED: 'completed',
  FAILED: 'failed',
  CANCELLED: 'cancelled',
  TERMINATED: 'terminated',
  TIMED_OUT: 'timed_out',
};

/** Refusals of a meeting, by the type of their failure. */
const REFUSALS: Record<string, ErrorCode> = {
  session_ended: 'session_ended',
  not_waiting_for_answers: 'not_waiting_for_answers',
  question_not_open: 'question_not_open',
  floor_closed: 'floor_closed',
  limit_reached: 'limit_reached',
  session_missing: 'not_found',
  storage_unavailable: 'unavailable',
};

function errorOf(error: unknown): unknown {
  if (error instanceof MeetingsError) return error;
  if (error instanceof WorkflowNotFoundError) return new MeetingsError('not_found', { cause: error });
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError || isGrpcServiceError(error) || isServiceError(error)) {
    return new MeetingsError('workflow_engine_unavailable', { cause: error });
  }
  if (error instanceof WorkflowUpdateFailedError) {
    const type = error.cause instanceof ApplicationFailure ? error.cause.type : undefined;
    // Anything else means that the workflow ended while the update was under way.
    return new MeetingsError(REFUSALS[type ?? ''] ?? 'session_ended', { cause: error });
  }
  return error;
}

const isServiceError = (error: unknown) => error instanceof Error && error.name === 'ServiceError';
