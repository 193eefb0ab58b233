import { inTransaction } from '@bo1/prisma/client';
import { reserveAllowance } from '@bo1/prisma/allowances';
import { lockSession } from '@bo1/prisma/events';
import { spending } from '@bo1/prisma/ledger';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { append } from '../llm/append.ts';
import type { RoundOpening, RunRef } from '../meeting/types.ts';
import { outcome } from '../testing/outcome.ts';
import { startRig, type ActivityRig } from '../testing/rig.ts';

let rig: ActivityRig;
let run: RunRef;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.stop());
beforeEach(async () => {
  run = await rig.meeting();
});

const record = () => rig.activities;
const session = () => rig.db.session.findUniqueOrThrow({ where: { id: run.session_id } });
const events = () =>
  rig.db.sessionEvent.findMany({ where: { sessionId: run.session_id }, orderBy: { sequence: 'asc' } });
const types = async () => (await events()).map((event) => event.type);
const twice = async <T>(step: () => Promise<T>): Promise<T> => {
  const first = await step();
  expect(await step()).toEqual(first);
  return first;
};

/** What the step that writes the meeting's record leaves behind. */
async function synthesise(): Promise<void> {
  await inTransaction(rig.db, async (tx) => {
    const locked = await lockSession(tx, run.session_id);
    await tx.decisionRecord.create({ data: { sessionId: run.session_id, scope: -1, content: outcome } });
    await tx.session.update({ where: { id: run.session_id }, data: { decision: outcome.decision } });
    const dedupeKey = `${run.attempt}/synthesis`;
    await append(tx, locked, run, { events: [{ type: 'synthesis_complete', data: { record: outcome }, dedupeKey }] });
  });
}

describe('a round', () => {
  const opening = (round: number): RoundOpening => ({
    sub_problem_index: 0,
    round,
    max_rounds: 4,
    phase: 'explore',
    experts: ['cfo', 'cto', 'coo'],
  });
  beforeEach(async () => {
    await record().openRun(run);
    await rig.db.subProblem.create({ data: { sessionId: run.session_id, index: 0, goal: 'Decide.', complexity: 4 } });
    await record().startSubProblem(run, { sub_problem_index: 0 });
  });

  it('is paid for as a whole before it opens; the next one gets back what is left', async () => {
    const before = Number((await spending(rig.db, run.session_id))?.reserved);
    expect(await twice(() => record().openRound(run, opening(1)))).toEqual({ opened: true });
    const during = Number((await spending(rig.db, run.session_id))?.reserved);
    expect(during).toBeGreaterThan(before);
    await record().openRound(run, opening(2));
    const rows = await rig.db.reservation.findMany({ where: { sessionId: run.session_id }, orderBy: { key: 'asc' } });
    expect(rows.map(({ key, state }) => [key, state])).toEqual([
      ['closing', 'open'],
      ['sp0/r1', 'released'],
      ['sp0/r2', 'open'],
    ]);
    await twice(() => record().recordStop(run, { sub_problem_index: 0, round: 2, rule: 'consensus' }));
    expect(Number((await spending(rig.db, run.session_id))?.reserved)).toBe(before);
    expect(await session()).toMatchObject({ roundCount: 2, step: 'vote', stopRule: 'consensus' });
  });

  it('stays closed when the budget does not cover it; the rule that ends the rounds is told', async () => {
    const { reserved } = (await spending(rig.db, run.session_id))!;
    const limitMicros = BigInt(Math.ceil(Number(reserved) * 1e6)) + 1_000n;
    await rig.db.budget.update({ where: { sessionId: run.session_id }, data: { limitMicros } });
    expect(await record().openRound(run, opening(1))).toEqual({ opened: false });
    await record().recordStop(run, { sub_problem_index: 0, round: 1, rule: 'budget' });
    expect((await types()).slice(-2)).toEqual(['sub_problem_started', 'facilitator_decision']);
    expect((await session()).roundCount).toBe(0);
  });

  it('that was held by an earlier run opens without money', async () => {
    await record().openRound(run, opening(1));
    await rig.db.round.updateMany({ where: { sessionId: run.session_id }, data: { decision: { action: 'continue' } } });
    await record().openRound(run, opening(2));
    await rig.db.budget.update({ where: { sessionId: run.session_id }, data: { limitMicros: 1n } });
    expect(await record().openRound(run, opening(1))).toEqual({ opened: true });
  });
});

describe('closeRun', () => {
  const allowance = () => rig.db.allowance.findUniqueOrThrow({ where: { sessionId: run.session_id } });
  beforeEach(async () => {
    const { userId } = await session();
    const at = { user: { id: userId }, sessionId: run.session_id, now: new Date() };
    await inTransaction(rig.db, (tx) => reserveAllowance(tx, at));
    await record().openRun(run);
  });
  const ended = async () => {
    const money = await spending(rig.db, run.session_id);
    return [(await types()).at(-1), (await session()).status, (await allowance()).state, money?.reserved];
  };

  it('completes: the allowance is used, nothing stays reserved', async () => {
    await synthesise();
    expect(await twice(() => record().closeRun(run, { kind: 'complete' }))).toEqual({ status: 'completed' });
    expect(await ended()).toEqual(['complete', 'completed', 'settled', '0.00']);
    expect((await events()).at(-1)?.data).toEqual({ decision: outcome.decision, stopped_early: false });
  });

  it('fails in plain words, and gives the allowance back', async () => {
    expect(await record().closeRun(run, { kind: 'failed', code: 'provider_spend_limit' })).toEqual({
      status: 'failed',
    });
    expect(await ended()).toEqual(['failed', 'failed', 'released', '0.00']);
    expect((await events()).at(-1)?.data).toMatchObject({ message: expect.stringMatching(/kept/) as string });
  });

  it('is cancelled, and stays so whatever comes after', async () => {
    await twice(() => record().markStopping(run, { reason: 'stopped_by_user' }));
    await record().closeRun(run, { kind: 'cancelled', reason: 'stopped_by_user' });
    expect(await record().closeRun(run, { kind: 'complete' })).toEqual({ status: 'cancelled' });
    expect(await ended()).toEqual(['cancelled', 'cancelled', 'released', '0.00']);
    await expect(record().setLiveness(run, { quiet: true, number: 1 })).rejects.toMatchObject({
      type: 'attempt_closed',
    });
    expect((await types()).at(-1)).toBe('cancelled');
  });

  it.each([
    [0, 'cancelled_by_admin', 'cancelled_by_admin'],
    [1, 'cancelled_by_admin', 'stopped_by_user'],
    [1, 'terminated', 'terminated'],
  ] as const)('says who stopped it: asked for attempt %d, %s of the engine is %s', async (asked, reason, told) => {
    await rig.db.session.update({ where: { id: run.session_id }, data: { stopRequestedAttempt: asked } });
    await record().markStopping(run, { reason });
    await record().closeRun(run, { kind: 'cancelled', reason });
    expect((await events()).slice(-2).map(({ type, data }) => [type, data])).toEqual([
      ['stopping', { reason: told }],
      ['cancelled', { reason: told }],
    ]);
  });

  it('of a later attempt is not for the person who stopped the one before', async () => {
    await record().closeRun(run, { kind: 'failed', code: 'internal' });
    const next = { ...run, attempt: 2 };
    await rig.db.session.update({ where: { id: run.session_id }, data: { attempt: 2, stopRequestedAttempt: 1 } });
    await record().openRun(next);
    await record().closeRun(next, { kind: 'cancelled', reason: 'cancelled_by_admin' });
    expect((await events()).at(-1)?.data).toEqual({ reason: 'cancelled_by_admin' });
  });

  it('keeps a record that was written before the stop, or before the limit', async () => {
    await synthesise();
    expect(await record().closeRun(run, { kind: 'cancelled', reason: 'stopped_by_user' })).toEqual({
      status: 'completed',
    });
    expect((await events()).at(-1)?.data).toEqual({ decision: outcome.decision, stopped_early: true });
  });

  it('is partial where a part failed', async () => {
    await rig.db.subProblem.create({ data: { sessionId: run.session_id, index: 1, goal: 'Other.', complexity: 4 } });
    await twice(() => record().failSubProblem(run, { sub_problem_index: 1, code: 'provider_unavailable' }));
    await record().closeRun(run, { kind: 'partial', failed_sub_problems: [1] });
    expect(await ended()).toEqual(['partial', 'partial', 'settled', '0.00']);
  });

  it('ends once, also when many ask at the same time', async () => {
    await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        record().closeRun(
          run,
          index % 2 ? { kind: 'failed', code: 'internal' } : { kind: 'cancelled', reason: 'terminated' },
        ),
      ),
    );
    const terminal = (await types()).filter((type) => ['failed', 'cancelled'].includes(type));
    expect(terminal).toHaveLength(1);
  });
});
