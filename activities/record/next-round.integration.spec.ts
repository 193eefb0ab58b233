import { seed } from '@bo1/prisma/seed';
import { beforeAll, expect, it } from 'vitest';
import type { JudgedRound, RoundOpening } from '../meeting/types.ts';
import { Bench, onBench } from '../testing/bench.ts';

const bench = onBench(new Bench());
beforeAll(() => seed(bench.rig.db, {}));

/** A board whose first round is spoken; what its judge says of the second. */
async function spoken() {
  const { activities, rig, run } = bench;
  const { session_id: sessionId } = run;
  await activities.openRun(run);
  await rig.db.subProblem.create({ data: { sessionId, index: 0, goal: 'Open a second shop?', complexity: 3 } });
  await activities.startSubProblem(run, { sub_problem_index: 0 });
  const { experts } = await rig.run(() => activities.selectExperts(run, { sub_problem_index: 0, count: 3 }));
  const opening = (round: number): RoundOpening => ({
    sub_problem_index: 0,
    round,
    max_rounds: 4,
    phase: 'explore',
    experts,
  });
  await activities.openRound(run, opening(1));
  for (const expert_code of experts) await rig.run(() => activities.contribute(run, { ...opening(1), expert_code }));
  const at = { sub_problem_index: 0, round: 1 };
  const judge = (next = true): Promise<JudgedRound> =>
    rig.run(() => activities.judge(run, { ...at, ...(next ? { next: opening(2) } : {}) }));
  const limit = (micros: number) =>
    rig.db.budget.update({ where: { sessionId }, data: { limitMicros: BigInt(micros) } });
  return { at, opening, judge, limit, sessionId };
}

it('says whether the next round can be paid for: to the micro-dollar where it is opened after the facilitator', async () => {
  const { activities, rig, run } = bench;
  const { at, opening, judge, limit } = await spoken();
  const { affords_next, ...signals } = await judge();
  expect(affords_next).toBe(true);
  await rig.run(() => activities.summariseRound(run, at));
  let [refused, enough] = [1, 2_000_000];
  while (enough - refused > 1) {
    const middle = Math.floor((refused + enough) / 2);
    await limit(middle);
    if ((await judge()).affords_next) enough = middle;
    else refused = middle;
  }
  expect(enough).toBeGreaterThan(100_000);
  await limit(enough);
  const turn = { ...at, max_rounds: 4, signals, missing_aspects: [], allowed: ['continue' as const] };
  await rig.run(() => activities.facilitate(run, turn));
  expect(await activities.openRound(run, opening(2))).toMatchObject({ opened: true });
});

it('says nothing where nothing follows, and yes to a round that an earlier run has held', async () => {
  const { judge, limit, opening, sessionId } = await spoken();
  expect(await judge(false)).not.toHaveProperty('affords_next');
  await bench.activities.openRound(bench.run, opening(2));
  await limit(1);
  expect((await judge()).affords_next).toBe(false);
  const where = { sessionId, round: 2 };
  await bench.rig.db.round.updateMany({ where, data: { decision: { action: 'continue' } } });
  expect((await judge()).affords_next).toBe(true);
});
