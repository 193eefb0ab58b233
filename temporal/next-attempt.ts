import { setTimeout as wait } from 'node:timers/promises';
import type { MeetingInput } from '@bo1/workflows/meeting/meeting.messages';
import type { meetingWorkflow } from '@bo1/workflows/meeting/meeting.workflow';
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { meetingOptions, type RunMemo } from './policies.ts';

/** How long a run that has written its end may take to close by itself, in ms. */
const CLOSING_MS = 1_000;
const LOOK_EVERY_MS = 50;

/** The attempt that a run was started for. Runs of builds that knew no retry have no memo: they are first ones. */
export const attemptOf = (memo: Partial<RunMemo> | undefined): number => memo?.attempt ?? 1;

/**
 * Starts a later attempt under the meeting's id, once, however many ask for it at a time. A start joins whatever run is open
 * there, and that may still be the one before: its terminal event is in the log (only then is there a next attempt), so that
 * it has nothing left to write but the archive's copy, which this attempt makes anew. It may close by itself; where the
 * archive is away it would stay open for hours, and is ended, by its run id, so that no other run can be hit.
 */
export async function startNext(client: Client, input: MeetingInput): Promise<void> {
  for (;;) {
    const started = await client.workflow.start<typeof meetingWorkflow>('meetingWorkflow', meetingOptions(input));
    const run = client.workflow.getHandle(input.session_id, started.firstExecutionRunId);
    if (attemptOf((await run.describe()).memo as Partial<RunMemo> | undefined) >= input.attempt) return;
    if (await closes(run)) continue;
    await run
      .terminate(`Attempt ${input.attempt} begins; this run had ended but for its copy in the archive.`)
      .catch(gone);
  }
}

/** Whether the run closes by itself within its time. */
async function closes(run: { describe(): Promise<{ status: { name: string } }> }): Promise<boolean> {
  for (const deadline = Date.now() + CLOSING_MS; Date.now() < deadline; await wait(LOOK_EVERY_MS)) {
    if ((await run.describe()).status.name !== 'RUNNING') return true;
  }
  return false;
}

/** It closed meanwhile. */
const gone = (error: unknown) => {
  if (!(error instanceof WorkflowNotFoundError)) throw error;
};
