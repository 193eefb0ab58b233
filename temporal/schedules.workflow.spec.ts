import { afterAll, beforeAll, expect, test } from 'vitest';
import { ScriptedBoard } from '../workflows/meeting/fixtures/board.ts';
import { until } from '../workflows/meeting/fixtures/until.ts';
import { createSchedules, ensureSearchAttributes, keepEnsured, RECONCILE_ID } from './schedules.ts';
import { type Rig, startRig } from './testing.ts';

let rig: Rig;
const runs: number[] = [];

beforeAll(async () => {
  rig = await startRig({ searchAttributes: false });
  await ensureSearchAttributes(rig.client);
  const activities = new ScriptedBoard().activities;
  await rig.startWorker({
    ...activities,
    reconcile: async ({ older_than_ms }) => {
      runs.push(older_than_ms);
      return { started: 0, settled: 0, restarted: 0 };
    },
  });
});
afterAll(() => rig.close());

const settings = { every_ms: 1_000, older_than_ms: 30_000 };

test('search attributes are registered once', async () => {
  expect(await ensureSearchAttributes(rig.client)).toEqual({ added: [] });
});

test('two workers at once create one schedule, and it runs', async () => {
  const both = await Promise.all([createSchedules(rig.client, settings), createSchedules(rig.client, settings)]);
  expect(both.map(({ created }) => created).toSorted()).toEqual([false, true]);
  await until('reconciled', () => runs.includes(30_000));
});

test('a worker that starts gives the schedule its settings; one that is deleted comes back', async () => {
  const failures: unknown[] = [];
  const ensured = keepEnsured(rig.client, { ...settings, older_than_ms: 45_000, again_ms: 200 }, (error) =>
    failures.push(error),
  );
  try {
    await until('the new settings run', () => runs.includes(45_000));
    const handle = rig.client.schedule.getHandle(RECONCILE_ID);
    expect((await handle.describe()).policies.overlap).toBe('SKIP');
    await handle.delete();
    await until('it is back', () => handle.describe().then(Boolean, () => false));
    expect(failures).toEqual([]);
  } finally {
    ensured.stop();
  }
});
