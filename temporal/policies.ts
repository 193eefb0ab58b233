import type { Tier } from '@bo1/contracts/meeting/values';
import { initialAttributes, priorityOf } from '@bo1/workflows/shared/attributes';
import type { MeetingInput } from '@bo1/workflows/meeting/meeting.messages';
import { QUEUES } from '@bo1/contracts/engine/values';
import { TypedSearchAttributes, WorkflowIdConflictPolicy, WorkflowIdReusePolicy } from '@temporalio/common';
import type { WorkflowStartOptions } from '@temporalio/client';
import type { meetingWorkflow } from '@bo1/workflows/meeting/meeting.workflow';

/** A workflow task of a worker that died is given to another after this. */
export const WORKFLOW_TASK_TIMEOUT = '3s';

/** Longest wait of a client for the engine, in ms: a dead engine is answered, not waited for. */
export const CALL_DEADLINE_MS = 3_500;

const WORDS: Record<Tier, string> = { free: 'Free', starter: 'Starter', pro: 'Pro', enterprise: 'Enterprise' };

/** Read by whoever looks at a meeting in the engine's UI, with the buttons at hand. */
const FOR_ADMINS = `Cancel stops the meeting: what was said is kept, the allowance is given back, and its person reads that an
administrator stopped it. Terminate is for one that does not react; the next reconciliation settles it. A reset pays for no
answer twice. What people and models wrote is not in here.`;

/** What a run remembers beside its arguments, so that a look at it tells which attempt it is. */
export interface RunMemo {
  attempt: number;
}

/**
 * How an attempt of a meeting is started: under the meeting's id. A run that is already there is joined. Where one has ended,
 * only a later attempt is started after it. No time limits: a meeting may wait for days.
 */
export function meetingOptions(input: MeetingInput): WorkflowStartOptions<typeof meetingWorkflow> {
  const first = input.attempt === 1;
  return {
    workflowId: input.session_id,
    taskQueue: QUEUES.orchestration,
    args: [input],
    workflowTaskTimeout: WORKFLOW_TASK_TIMEOUT,
    workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
    workflowIdReusePolicy: first ? WorkflowIdReusePolicy.REJECT_DUPLICATE : WorkflowIdReusePolicy.ALLOW_DUPLICATE,
    typedSearchAttributes: new TypedSearchAttributes(initialAttributes('meeting', input, 'running')),
    memo: { attempt: input.attempt } satisfies RunMemo,
    priority: priorityOf(input),
    staticSummary: `Meeting · ${WORDS[input.tier]} · attempt ${input.attempt}`,
    staticDetails: FOR_ADMINS,
  };
}
