import { deliberationId } from '@bo1/contracts/engine/values';
import { expect, test } from 'vitest';
import type { Table } from './fixtures/table.ts';
import { useScene } from './fixtures/scene.ts';
import { HoldUp, type Script } from './fixtures/script.ts';

const scene = useScene();
const plan = (index: number, ...depends_on: number[]) => ({ index, complexity: 1, depends_on });
const three = [plan(0), plan(1), plan(2, 0)];

/** Fails this step of the named sub-problems until it is told to work. */
function failing(step: string, ...indexes: number[]) {
  const broken = new Set(indexes);
  const fails: Script['fails'] = (at, { sub_problem_index }) =>
    at === step && broken.has(sub_problem_index ?? -1) ? 'invalid_model_answer' : null;
  return { fails, mend: (index: number) => broken.delete(index) };
}

const twice = (calls: readonly string[]) => calls.filter((key, at) => calls.indexOf(key) !== at);
const typesOf = (table: Table, attempt: number) =>
  table.log.entries
    .filter((entry) => entry.attempt === attempt)
    .map(({ type, data }) => [type, data.sub_problem_index]);
const exists = async (id: string) =>
  scene.rig.client.workflow
    .getHandle(id)
    .describe()
    .then(
      () => true,
      () => false,
    );

test.concurrent(
  'a failed part is deliberated again, the others are kept, and no stored answer is asked for twice',
  async () => {
    const { fails, mend } = failing('vote', 1);
    const { meeting, table } = await scene.begin({ subProblems: three, fails });
    expect(await scene.end(meeting)).toEqual({ status: 'partial' });
    mend(1);
    const next = await scene.retry(meeting);
    expect(await scene.end(next)).toEqual({ status: 'completed' });

    expect(twice(table.calls)).toEqual([]);
    expect(table.calls.filter((key) => key.startsWith('synthesis'))).toEqual(['synthesis', 'synthesis/2']);
    const second = typesOf(table, 2);
    expect(second[0]).toEqual(['retried', undefined]);
    expect(new Set(second.map(([, index]) => index))).toEqual(new Set([undefined, 1]));
    expect(second.map(([type]) => type)).not.toContain('contribution');
    expect(second.at(-1)?.[0]).toBe('complete');
    expect(await exists(deliberationId(meeting.session_id, 1, 2))).toBe(true);
    expect(await exists(deliberationId(meeting.session_id, 0, 2))).toBe(false);
    expect(table.archived).toBe(2);
  },
);

test.concurrent('one of two failed parts is tried again: the other stays failed', async () => {
  const { fails, mend } = failing('judge', 0, 1);
  const { meeting, table } = await scene.begin({ subProblems: three, fails });
  expect(await scene.end(meeting)).toEqual({ status: 'partial' });
  mend(0);
  mend(1);
  const second = await scene.retry(meeting, [1]);
  expect(await scene.end(second)).toEqual({ status: 'partial' });
  expect(await exists(deliberationId(meeting.session_id, 0, 2))).toBe(false);
  const third = await scene.retry(second);
  expect(await scene.end(third)).toEqual({ status: 'completed' });
  expect(twice(table.calls)).toEqual([]);
});

test.concurrent('a part that fails again leaves the meeting partial, and its record is not written anew', async () => {
  const { fails } = failing('judge', 1);
  const { meeting, table } = await scene.begin({ subProblems: three, fails });
  await scene.end(meeting);
  expect(await scene.end(await scene.retry(meeting))).toEqual({ status: 'partial' });
  expect(table.calls.filter((key) => key.startsWith('synthesis'))).toEqual(['synthesis']);
});

test.concurrent('a meeting that failed before it came to its parts goes on from there', async () => {
  let broken = true;
  const fails: Script['fails'] = (step) => (broken && step === 'decompose' ? 'provider_rejected' : null);
  const { meeting, table } = await scene.begin({ fails });
  expect(await scene.end(meeting)).toEqual({ failure: 'provider_rejected' });
  broken = false;
  expect(await scene.end(await scene.retry(meeting))).toEqual({ status: 'completed' });
  expect(twice(table.calls)).toEqual([]);
  expect(typesOf(table, 2).map(([type]) => type)).not.toContain('route_decided');
});

test.concurrent('a decided meeting without its actions plans them, and nothing else is asked for', async () => {
  const { fails, mend } = failing('planActions', 1);
  const { meeting, table } = await scene.begin({ subProblems: three, fails });
  expect(await scene.end(meeting)).toEqual({ status: 'completed' });
  const before = [...table.calls];
  mend(1);
  expect(await scene.end(await scene.retry(meeting))).toEqual({ status: 'completed' });
  expect(table.calls.slice(before.length)).toEqual(['sp1/actions']);
  expect(twice(table.calls)).toEqual([]);
  expect(typesOf(table, 2).map(([type]) => type)).toEqual(['retried', 'actions_created', 'complete']);
});

test.concurrent('a run that only waits for the archive makes room for the next attempt', async () => {
  const archive = new HoldUp('archive');
  const { fails, mend } = failing('judge', 1);
  const { meeting, table } = await scene.begin({ subProblems: three, fails, holds: [archive] });
  await archive.begun;
  expect(await scene.rig.meetings.state(meeting.session_id)).toEqual({ state: 'running', attempt: 1 });
  mend(1);
  const next = { ...meeting, attempt: 2 };
  table.reopen();
  // Whoever asks at the same time starts it once.
  await Promise.all(Array.from({ length: 4 }, () => scene.rig.meetings.start(next)));
  expect(await scene.rig.meetings.state(meeting.session_id)).toMatchObject({ attempt: 2 });
  archive.release();
  expect(await scene.end(next)).toEqual({ status: 'completed' });
  expect(typesOf(table, 2).filter(([type]) => type === 'retried')).toHaveLength(1);
});

test.concurrent('a retry is stopped like any meeting', async () => {
  const slow = new HoldUp('synthesiseMeeting');
  const { fails, mend } = failing('judge', 0);
  const { meeting, table } = await scene.begin({ subProblems: [plan(0), plan(1)], fails });
  await scene.end(meeting);
  mend(0);
  table.script.holds.push(slow);
  const next = await scene.retry(meeting);
  await slow.begun;
  await scene.rig.meetings.cancel(meeting.session_id);
  expect(await scene.end(next)).toEqual({ failure: 'CancelledFailure' });
  slow.release();
});
