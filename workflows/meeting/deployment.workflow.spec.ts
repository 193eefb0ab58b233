import { afterAll, beforeAll, expect, test } from 'vitest';
import { newMeeting, type Rig, startRig } from '../../temporal/testing.ts';
import { ScriptedBoard } from './fixtures/board.ts';
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

test('a meeting begun on one release ends on the next', async () => {
  const board = new ScriptedBoard();
  const release = (buildId: string) => rig.startWorker(board.activities, { deployment: { name: DEPLOYMENT, buildId } });
  const first = await release('b1');
  await setCurrent('b1');
  const meeting = newMeeting();
  const slow = new HoldUp('facilitate');
  const table = board.seat(meeting.session_id, { holds: [slow] });
  await rig.start(meeting);
  await slow.begun;
  const second = await release('b2');
  await setCurrent('b2');
  slow.release();
  await first.stop();
  expect(await rig.client.workflow.result(meeting.session_id)).toEqual({ status: 'completed' });
  expect(table.status).toBe('completed');
  await second.stop();
  await rig.replayAll();
});
