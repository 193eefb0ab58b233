/** What the next build could be: the present workflows with one more step, guarded so that running meetings go on. */
import { patched, sleep } from '@temporalio/workflow';
import type { MeetingInput, MeetingResult } from '../meeting.messages.ts';
import { meetingWorkflow as presentMeeting } from '../meeting.workflow.ts';

export { deliberationWorkflow } from '../deliberation.workflow.ts';

export async function meetingWorkflow(input: MeetingInput): Promise<MeetingResult> {
  if (patched('next-build')) await sleep('1ms', { summary: 'a step of the next build' });
  return presentMeeting(input);
}
