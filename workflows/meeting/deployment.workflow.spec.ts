import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WorkflowBundle } from '../../temporal/bundle.ts';
import { newMeeting, type Rig, startRig } from '../../temporal/testing.ts';
import { ScriptedBoard } from './fixtures/board.ts';
import { assertInvariants } from './fixtures/log.ts';
import { NEW_STEP, nextBundle } from './fixtures/next-bundle.ts';
import { HoldUp } from './fixtures/script.ts';
import { until } from './fixtures/until.ts';

// A namespace of its own: versioned and un-versioned workers do not mix.
let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

const DEPLOYMENT = 'bo1';

/** What a roll-out does once the new workers poll. */
async function setCurrent(buildId: string): Promise<void> {
  await until(`build ${buildId} is known`, async () => {
    try {
      await rig.client.workflowService.setWorkerDeploymentCurrentVersion({
        namespace: 'default',
        deploymentName: DEPLOYMENT,
        buildId,
        ignoreMissingTaskQueues: true,
      });
      return true;
    } catch {
      return false;
    }
  });
}

/** Build ids of the workers that took a run's workflow tasks, in their order, each once. */
async function buildsOf(workflowId: string): Promise<string[]> {
  const { events } = await rig.client.workflow.getHandle(workflowId).fetchHistory();
  const builds = (events ?? []).flatMap(
    (event) => event.workflowTaskCompletedEventAttributes?.deploymentVersion?.buildId ?? [],
  );
  return [...new Set(builds)];
}

test('a meeting begun on one release ends on the next, whose code is another; one begun there takes its new step', async () => {
  const board = new ScriptedBoard();
  const release = (bundle: WorkflowBundle) =>
    rig.startWorker(board.activities, { bundle, deployment: { name: DEPLOYMENT, buildId: bundle.buildId } });
  const [present, next] = [rig.bundle, await nextBundle()];
  expect(next.buildId).not.toBe(present.buildId);
  const first = await release(present);
  await setCurrent(present.buildId);
  const meeting = newMeeting();
  const slow = new HoldUp('facilitate');
  const table = board.seat(meeting.session_id, { holds: [slow] });
  await rig.start(meeting);
  await slow.begun;
  const second = await release(next);
  await setCurrent(next.buildId);
  slow.release();
  await first.stop();
  expect(await rig.client.workflow.result(meeting.session_id)).toEqual({ status: 'completed' });
  expect(table.status).toBe('completed');
  assertInvariants(table.log.entries);
  expect(await buildsOf(meeting.session_id)).toEqual([present.buildId, next.buildId]);
  expect(await buildsOf(`${meeting.session_id}/sp0/1`)).toEqual([present.buildId, next.buildId]);
  expect(await rig.summaries(meeting.session_id)).not.toContainEqual(expect.stringContaining(NEW_STEP));
  await rig.replayAll();

  const fresh = newMeeting();
  board.seat(fresh.session_id);
  await rig.start(fresh);
  expect(await rig.client.workflow.result(fresh.session_id)).toEqual({ status: 'completed' });
  expect(await buildsOf(fresh.session_id)).toEqual([next.buildId]);
  expect(await rig.summaries(fresh.session_id)).toContainEqual(expect.stringContaining(NEW_STEP));
  await second.stop();
});
