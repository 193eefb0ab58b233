import { inTransaction } from '@bo1/prisma/client';
import { raiseNextBudget, spending } from '@bo1/prisma/ledger';
import { describe, expect, it } from 'vitest';
import { pinsOf } from '../llm/pins.ts';
import type { RunRef } from '../meeting/types.ts';
import { Bench, onBench, twice } from '../testing/bench.ts';

const bench = onBench(new Bench());

/** Ends the attempt, and opens the row of the next one as the API does. */
async function failed(run: RunRef): Promise<RunRef> {
  await bench.activities.closeRun(run, { kind: 'failed', code: 'provider_unavailable' });
  const attempt = run.attempt + 1;
  await bench.rig.db.session.update({ where: { id: run.session_id }, data: { attempt, status: 'created' } });
  return { ...run, attempt };
}
const typesOf = async (attempt: number) =>
  (await bench.events()).filter((event) => event.attempt === attempt).map(({ type }) => type);

describe('a later attempt', () => {
  it('tells a fact that has become another one', async () => {
    await bench.activities.openRun(bench.run);
    const place = { sessionId: bench.run.session_id, index: 0 };
    await bench.rig.db.subProblem.create({ data: { ...place, goal: 'Decide.', complexity: 4 } });
    await bench.activities.recordStop(bench.run, { sub_problem_index: 0, round: 2, rule: 'budget' });
    const second = await failed(bench.run);
    await bench.activities.openRun(second);
    await bench.activities.recordStop(second, { sub_problem_index: 0, round: 2, rule: 'budget' });
    await twice(() => bench.activities.recordStop(second, { sub_problem_index: 0, round: 2, rule: 'consensus' }));
    const third = await failed(second);
    await bench.activities.openRun(third);
    await bench.activities.recordStop(third, { sub_problem_index: 0, round: 2, rule: 'consensus' });
    expect(await typesOf(2)).toEqual(['retried', 'facilitator_decision', 'failed']);
    expect(await typesOf(3)).toEqual(['retried']);
  });

  it('has what the budget has left: it sets aside of it what it can', async () => {
    await bench.activities.openRun(bench.run);
    const second = await failed(bench.run);
    const where = { sessionId: bench.run.session_id };
    await bench.rig.db.budget.update({ where, data: { settledMicros: 1_999_000n } });
    expect(await twice(() => bench.activities.openRun(second))).toMatchObject({ already_ended: false });
    expect(await spending(bench.rig.db, where.sessionId)).toMatchObject({ limit: '2.00', reserved: '0.001' });
    const third = await failed(second);
    await bench.rig.db.budget.update({ where, data: { settledMicros: 2_100_000n } });
    await bench.activities.openRun(third);
    expect((await bench.events()).at(-1)).toMatchObject({ type: 'retried', attempt: 3 });
  });

  it('has what an admin added after the one before: its board goes on', async () => {
    const sessionId = bench.run.session_id;
    await bench.activities.openRun(bench.run);
    const second = await failed(bench.run);
    await bench.rig.db.budget.update({ where: { sessionId }, data: { settledMicros: 2_000_000n } });
    await inTransaction(bench.rig.db, (tx) => raiseNextBudget(tx, { sessionId, limitMicros: 5_000_000 }));
    await bench.activities.openRun(second);
    expect(await spending(bench.rig.db, sessionId)).toMatchObject({ limit: '5.00', settled: '2.00' });
    await bench.rig.db.subProblem.create({ data: { sessionId, index: 0, goal: 'Decide.', complexity: 4 } });
    const opening = { sub_problem_index: 0, round: 1, max_rounds: 4, phase: 'explore' as const };
    const opened = await bench.activities.openRound(second, { ...opening, experts: ['cfo', 'cto', 'coo'] });
    expect(opened).toMatchObject({ opened: true });
  });

  it('has the settings of its own day, and the same context', async () => {
    await bench.activities.openRun(bench.run);
    await bench.activities.collectContext(bench.run);
    const { settings } = bench.rig.deps;
    const second = await failed(bench.run);
    const limits = settings.limits;
    try {
      settings.limits = { ...limits, max_rounds: 3 };
      await bench.activities.openRun(second);
      settings.limits = { ...limits, max_rounds: 5 };
      await bench.activities.openRun(second);
    } finally {
      settings.limits = limits;
    }
    expect(pinsOf(await bench.session())).toMatchObject({ attempt: 2, limits: { max_rounds: 3 }, context: [] });
  });

  it('keeps the decision of the one before where it is stopped or fails', async () => {
    await bench.activities.openRun(bench.run);
    const place = { sessionId: bench.run.session_id, index: 1 };
    await bench.rig.db.subProblem.create({ data: { ...place, goal: 'Decide.', complexity: 4, status: 'failed' } });
    await bench.rig.db.session.update({ where: { id: bench.run.session_id }, data: { decision: 'Open in May.' } });
    await bench.activities.closeRun(bench.run, { kind: 'partial', failed_sub_problems: [1] });
    const second = { ...bench.run, attempt: 2 };
    await bench.activities.openRun(second);
    expect(await bench.activities.closeRun(second, { kind: 'cancelled', reason: 'stopped_by_user' })).toEqual({
      status: 'partial',
    });
    const third = { ...bench.run, attempt: 3 };
    await bench.activities.openRun(third);
    expect(await bench.activities.closeRun(third, { kind: 'failed', code: 'internal' })).toEqual({ status: 'partial' });
  });

  it('of a decided meeting that had no actions ends as whole as it was, whatever becomes of them', async () => {
    const { session_id: sessionId } = bench.run;
    await bench.activities.openRun(bench.run);
    await bench.rig.db.subProblem.create({
      data: { sessionId, index: 0, goal: 'Decide.', complexity: 4, status: 'complete' },
    });
    await bench.rig.db.session.update({ where: { id: sessionId }, data: { decision: 'Open in May.' } });
    const cut_short = { kind: 'failed', code: 'provider_rejected' } as const;
    await bench.activities.closeRun(bench.run, { kind: 'complete', cut_short });
    const outcomes = [
      { kind: 'complete', cut_short },
      { kind: 'cancelled', reason: 'stopped_by_user' },
      { kind: 'complete' },
    ] as const;
    const data = async () => (await bench.events()).at(-1)?.data;
    for (const [at, outcome] of outcomes.entries()) {
      const run = { ...bench.run, attempt: at + 2 };
      await bench.activities.openRun(run);
      expect(await bench.activities.closeRun(run, outcome)).toEqual({ status: 'completed' });
      expect(await data()).toMatchObject({ decision: 'Open in May.', stopped_early: at < 2 });
      if (at < 2) expect(await data()).toMatchObject({ missing_actions: { sub_problem_indexes: [0] } });
    }
    expect(await spending(bench.rig.db, sessionId)).toMatchObject({ reserved: '0.00' });
  });
});
