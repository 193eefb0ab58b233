import { randomUUID } from 'node:crypto';
import { DEFAULT_LIMITS } from '@bo1/contracts/meeting/values';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newMeeting, type Rig, startRig } from '../../temporal/testing.ts';
import type { MeetingInput } from './meeting.messages.ts';
import { ScriptedBoard } from './fixtures/board.ts';
import { NEW_STEP, nextBundle } from './fixtures/next-bundle.ts';
import type { Table } from './fixtures/table.ts';
import { assertInvariants } from './fixtures/log.ts';
import { HoldUp, type Script } from './fixtures/script.ts';
import { until } from './fixtures/until.ts';

const limits = { ...DEFAULT_LIMITS, skip_clarification: false, insist_on_board: false };
const asking: Partial<Script> = { limits, questions: ['q1'] };

let rig: Rig;
const board = new ScriptedBoard();

async function begin(part: Partial<Script>): Promise<{ meeting: MeetingInput; table: Table }> {
  const meeting = newMeeting();
  const table = board.seat(meeting.session_id, part);
  await rig.start(meeting);
  return { meeting, table };
}

async function asked(meeting: MeetingInput): Promise<void> {
  await until('asked', () => board.table(meeting).log.types.includes('clarification_required'));
}

async function answer(meeting: MeetingInput, table: Table): Promise<void> {
  const batchId = randomUUID();
  table.batches.set(batchId, ['q1']);
  await rig.meetings.submitAnswers(meeting.session_id, { batchId, questionIds: ['q1'] });
}

async function ends(meeting: MeetingInput, table: Table): Promise<void> {
  expect(await rig.client.workflow.result(meeting.session_id)).toEqual({ status: 'completed' });
  assertInvariants(table.log.entries);
}

beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

describe('one un-versioned worker after the other', () => {
  test('a meeting that waits for answers goes on with the next worker', async () => {
    const first = await rig.startWorker(board.activities);
    const { meeting, table } = await begin(asking);
    await asked(meeting);
    await first.stop();
    const second = await rig.startWorker(board.activities);
    await answer(meeting, table);
    await ends(meeting, table);
    await second.stop();
    await rig.replayAll();
  });

  test.each(['route', 'contribute', 'judge', 'vote'])('a drain during %s costs no step', async (step) => {
    const first = await rig.startWorker(board.activities, { drainMs: 300 });
    const slow = new HoldUp(step);
    const { meeting, table } = await begin({ holds: [slow] });
    await slow.begun;
    await first.stop();
    slow.release();
    const second = await rig.startWorker(board.activities);
    await ends(meeting, table);
    expect(table.log.types.filter((type) => type === 'contribution')).toHaveLength(9);
    await second.stop();
    await rig.replayAll();
  });

  test('a meeting begun on one build ends on the next; one begun there takes its new step', async () => {
    const first = await rig.startWorker(board.activities);
    const old = await begin(asking);
    await asked(old.meeting);
    await first.stop();

    const second = await rig.startWorker(board.activities, { bundle: await nextBundle() });
    await answer(old.meeting, old.table);
    await ends(old.meeting, old.table);
    const fresh = await begin({});
    await ends(fresh.meeting, fresh.table);
    const patchedOf = async ({ session_id }: MeetingInput) =>
      JSON.stringify(await rig.summaries(session_id)).includes(NEW_STEP);
    expect(await patchedOf(old.meeting)).toBe(false);
    expect(await patchedOf(fresh.meeting)).toBe(true);
    await second.stop();
  });
});
