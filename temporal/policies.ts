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

/**
 * How a meeting is started: under its own id, once. A run that is already there is joined; one that has ended is not
 * started `again` unless the caller says so. No time limits: a meeting may wait for days.
 */
export function meetingOptions(
  input: MeetingInput,
  { again = false }: { again?: boolean } = {},
): WorkflowStartOptions<typeof meetingWorkflow> {
  return {
    workflowId: input.session_id,
    taskQueue: QUEUES.orchestration,
    args: [input],
    workflowTaskTimeout: WORKFLOW_TASK_TIMEOUT,
    workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
    workflowIdReusePolicy: again ? WorkflowIdReusePolicy.ALLOW_DUPLICATE : WorkflowIdReusePolicy.REJECT_DUPLICATE,
    typedSearchAttributes: new TypedSearchAttributes(initialAttributes('meeting', input, 'running')),
    priority: priorityOf(input),
    staticSummary: `Meeting · ${WORDS[input.tier]} · attempt ${input.attempt}`,
    staticDetails: FOR_ADMINS,
  };
}
