/** The only proxies of activities. A preset for each role, with its reason. */
import type { DataActivities, LightSteps, LlmActivities, RecordActivities } from '@bo1/activities/meeting/types';
import { QUEUES } from '@bo1/contracts/engine/values';
import { FAILURES, type FailureType } from '@bo1/contracts/errors/values';
import type { RunLimits } from '@bo1/contracts/meeting/values';
import {
  type ActivityInterfaceFor,
  ActivityCancellationType,
  type ActivityOptions,
  type LocalActivityInterfaceFor,
  type LocalActivityOptions,
  proxyActivities,
  proxyLocalActivities,
} from '@temporalio/workflow';
import { summaryOf } from './summaries.ts';

/** Trying again would give the same answer. */
const FINAL: FailureType[] = [
  FAILURES.attempt_closed,
  FAILURES.session_missing,
  FAILURES.budget_exhausted,
  FAILURES.spending_paused,
  FAILURES.spending_stopped,
  FAILURES.invalid_model_answer,
  FAILURES.provider_spend_limit,
  FAILURES.provider_rejected,
  FAILURES.question_not_open,
  FAILURES.not_waiting_for_answers,
  FAILURES.session_ended,
  FAILURES.floor_closed,
  FAILURES.limit_reached,
];

// None of the presets limits the time from schedule to start or to close: a night with the stack switched off would use it
// up. Attempts are bounded instead.

/** One short transaction, in the process of the workflow: 3 ms instead of 40. Storage may be away for half a day. */
const RECORD = {
  startToCloseTimeout: '10s',
  // A longer wait becomes a timer, so that the workflow task ends and messages get through.
  localRetryThreshold: '1s',
  retry: {
    initialInterval: '100ms',
    backoffCoefficient: 2,
    maximumInterval: '15s',
    maximumAttempts: 3_000,
    nonRetryableErrorTypes: FINAL,
  },
} satisfies LocalActivityOptions;

/**
 * A call of the model, beating each second. A worker that died is noticed within 3 s. The activity gives its own call a
 * timeout; this one is for an activity that hangs. 40 attempts are some 15 minutes of a vendor's outage, or 40 kills.
 */
const CALL = {
  startToCloseTimeout: '5m',
  heartbeatTimeout: '3s',
  // The meeting's end must not overtake an answer that is being written.
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  retry: {
    initialInterval: '500ms',
    backoffCoefficient: 2,
    maximumInterval: '30s',
    maximumAttempts: 40,
    nonRetryableErrorTypes: FINAL,
  },
} satisfies ActivityOptions;

const QUEUED_CALL = { ...CALL, taskQueue: QUEUES.llm } satisfies ActivityOptions;

/** Files: nobody waits for them, and storage may be away for hours. */
const DATA = {
  taskQueue: QUEUES.data,
  startToCloseTimeout: '1m',
  heartbeatTimeout: '15s',
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  retry: {
    initialInterval: '1s',
    backoffCoefficient: 2,
    maximumInterval: '1m',
    maximumAttempts: 200,
    nonRetryableErrorTypes: FINAL,
  },
} satisfies ActivityOptions;

/** Upkeep: one attempt, since the schedule brings the next. */
const UPKEEP = {
  taskQueue: QUEUES.data,
  startToCloseTimeout: '2m',
  heartbeatTimeout: '15s',
  retry: { maximumAttempts: 1 },
} satisfies ActivityOptions;

type Step = (...args: unknown[]) => Promise<unknown>;

/** Gives each activity the summary an admin reads in the engine's UI; ids and numbers only. */
function summarised<T extends object>(
  proxy: LocalActivityInterfaceFor<T> | ActivityInterfaceFor<T>,
  options: LocalActivityOptions & ActivityOptions,
): T {
  const steps = proxy as Record<string, { executeWithOptions(options: ActivityOptions, args: unknown[]): unknown }>;
  return new Proxy({} as T, {
    get: (_, name): Step => {
      const step = String(name);
      return async (...args) => steps[step]!.executeWithOptions({ ...options, summary: summaryOf(step, args) }, args);
    },
  });
}

export const record = summarised<RecordActivities>(proxyLocalActivities<RecordActivities>(RECORD), RECORD);
const call = summarised<LlmActivities>(proxyActivities<LlmActivities>(CALL), CALL);
const queuedCall = summarised<LlmActivities>(proxyActivities<LlmActivities>(QUEUED_CALL), QUEUED_CALL);
/** Steps that call a model, on the queue that was pinned to the run. */
export const callsOf = ({ shared_queue }: RunLimits): LlmActivities => (shared_queue ? call : queuedCall);
/** The same steps in the process of the workflow, where they call none. */
export const light = summarised<LightSteps>(proxyLocalActivities<LightSteps>(RECORD), RECORD);
export const data = summarised<Pick<DataActivities, 'archive'>>(proxyActivities<DataActivities>(DATA), DATA);
export const upkeep = summarised<Pick<DataActivities, 'reconcile'>>(proxyActivities<DataActivities>(UPKEEP), UPKEEP);
