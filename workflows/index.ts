/** The registry: every workflow a worker can run, by its name on the wire. */
export { meetingWorkflow } from './meeting/meeting.workflow.ts';
export { deliberationWorkflow } from './meeting/deliberation.workflow.ts';
export { reconcileWorkflow } from './reconcile/reconcile.workflow.ts';
