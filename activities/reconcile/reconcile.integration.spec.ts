import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RunRef } from '../meeting/types.ts';
import type { ClosedAs } from '../ports/workflows.ts';
import { scriptedEngine, startRig, type ActivityRig, type ScriptedEngine } from '../testing/rig.ts';

let rig: ActivityRig;
let engine: ScriptedEngine;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.stop());
beforeEach(async () => {
  engine = scriptedEngine();
  rig.deps.workflows = engine;
  await rig.db.session.deleteMany();
});

/** Rows of this very millisecond too. */
const reconcile = (older_than_ms = -1_000) => rig.run(() => rig.activities.reconcile({ older_than_ms }));
const statusOf = async (run: RunRef) =>
  (await rig.db.session.findUniqueOrThrow({ where: { id: run.session_id } })).status;
const lastEvent = (run: RunRef) =>
  rig.db.sessionEvent.findFirst({ where: { sessionId: run.session_id }, orderBy: { sequence: 'desc' } });

async function opened(): Promise<RunRef> {
  const run = await rig.meeting();
  await rig.activities.openRun(run);
  return run;
}

describe('reconcile', () => {
  it('starts meetings that were never started', async () => {
    const run = await rig.meeting();
    expect(await reconcile()).toEqual({ started: 1, settled: 0, restarted: 0 });
    const { userId } = await rig.db.session.findUniqueOrThrow({ where: { id: run.session_id } });
    expect(engine.started).toEqual([{ ...run, user_id: userId, tier: 'pro' }]);
    expect(await reconcile()).toEqual({ started: 0, settled: 0, restarted: 0 });
  });

  it('leaves fresh rows, running workflows and ended meetings alone', async () => {
    await rig.meeting();
    expect(await reconcile(30_000)).toEqual({ started: 0, settled: 0, restarted: 0 });
    await rig.db.session.deleteMany();
    engine.says.set((await opened()).session_id, { state: 'running', attempt: 1 });
    const ended = await opened();
    await rig.activities.closeRun(ended, { kind: 'failed', code: 'internal' });
    expect(await reconcile()).toEqual({ started: 0, settled: 0, restarted: 0 });
    expect(engine.started).toEqual([]);
  });

  it('starts a meeting again whose workflow is gone', async () => {
    const run = await opened();
    expect(await reconcile()).toEqual({ started: 0, settled: 0, restarted: 1 });
    expect(engine.started.map((one) => one.session_id)).toEqual([run.session_id]);
    expect(await statusOf(run)).toBe('running');
  });

  const ends: [ClosedAs, string, object][] = [
    ['terminated', 'cancelled', { reason: 'terminated' }],
    ['cancelled', 'cancelled', { reason: 'cancelled_by_admin' }],
    ['failed', 'failed', { code: 'internal' }],
    ['timed_out', 'failed', { code: 'internal' }],
    ['completed', 'failed', { code: 'internal' }],
  ];
  for (const [closedAs, status, data] of ends) {
    it(`settles a meeting whose workflow was ${closedAs} without writing its end`, async () => {
      const run = await opened();
      engine.says.set(run.session_id, { state: 'closed', attempt: 1, closedAs });
      expect(await reconcile()).toEqual({ started: 0, settled: 1, restarted: 0 });
      expect(await statusOf(run)).toBe(status);
      expect((await lastEvent(run))?.data).toMatchObject(data);
      const budget = await rig.db.budget.findUniqueOrThrow({ where: { sessionId: run.session_id } });
      expect(budget.state).toBe('closed');
      expect(await reconcile()).toEqual({ started: 0, settled: 0, restarted: 0 });
    });
  }

  it('starts the next attempt that somebody asked for and did not live to start', async () => {
    for (const earlier of [{ state: 'closed', closedAs: 'failed' } as const, { state: 'running' } as const]) {
      const run = await opened();
      await rig.activities.closeRun(run, { kind: 'failed', code: 'internal' });
      engine.says.set(run.session_id, { ...earlier, attempt: 1 });
      await rig.db.session.update({ where: { id: run.session_id }, data: { attempt: 2, status: 'created' } });
      expect(await reconcile()).toEqual({ started: 1, settled: 0, restarted: 0 });
      expect(engine.started.at(-1)).toMatchObject({ session_id: run.session_id, attempt: 2 });
      expect(await reconcile()).toEqual({ started: 0, settled: 0, restarted: 0 });
    }
  });

  it('tells of a next attempt that was ended from outside before it had begun', async () => {
    const run = await opened();
    await rig.activities.closeRun(run, { kind: 'failed', code: 'internal' });
    engine.says.set(run.session_id, { state: 'closed', attempt: 2, closedAs: 'terminated' });
    await rig.db.session.update({ where: { id: run.session_id }, data: { attempt: 2, status: 'created' } });
    expect(await reconcile()).toEqual({ started: 0, settled: 1, restarted: 0 });
    const events = await rig.db.sessionEvent.findMany({ where: { sessionId: run.session_id, attempt: 2 } });
    expect(events.map(({ type }) => type)).toEqual(['retried', 'cancelled']);
  });

  it('does no harm when several run at once', async () => {
    const gone = await opened();
    engine.says.set(gone.session_id, { state: 'closed', attempt: 1, closedAs: 'terminated' });
    await rig.meeting();
    await Promise.all(Array.from({ length: 4 }, () => reconcile()));
    expect(await rig.db.sessionEvent.count({ where: { sessionId: gone.session_id, type: 'cancelled' } })).toBe(1);
    expect(engine.started).toHaveLength(1);
  });

  it('goes on with the others when one cannot be looked up', async () => {
    const run = await rig.meeting();
    const other = await rig.meeting();
    const state = engine.state.bind(engine);
    engine.state = (id) => (id === run.session_id ? Promise.reject(new Error('away')) : state(id));
    expect(await reconcile()).toMatchObject({ started: 1 });
    expect(engine.started.map((one) => one.session_id)).toEqual([other.session_id]);
  });
});
