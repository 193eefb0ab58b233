import { inTransaction } from '@bo1/prisma/client';
import { reserveAllowance } from '@bo1/prisma/allowances';
import { lockSession } from '@bo1/prisma/events';
import { spending } from '@bo1/prisma/ledger';
import { beforeEach, describe, expect, it } from 'vitest';
import { append } from '../llm/append.ts';
import type { RoundOpening } from '../meeting/types.ts';
import { Bench, onBench, twice } from '../testing/bench.ts';
import { outcome } from '../testing/outcome.ts';

const bench = onBench(new Bench());

/** What the step that writes the meeting's record leaves behind. */
async function synthesise(): Promise<void> {
  await inTransaction(bench.rig.db, async (tx) => {
    const locked = await lockSession(tx, bench.run.session_id);
    await tx.decisionRecord.create({ data: { sessionId: bench.run.session_id, scope: -1, content: outcome } });
    await tx.session.update({ where: { id: bench.run.session_id }, data: { decision: outcome.decision } });
    const dedupeKey = `${bench.run.attempt}/synthesis`;
    await append(tx, locked, bench.run, {
      events: [{ type: 'synthesis_complete', data: { record: outcome }, dedupeKey }],
    });
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
    await bench.activities.openRun(bench.run);
    await bench.rig.db.subProblem.create({
      data: { sessionId: bench.run.session_id, index: 0, goal: 'Decide.', complexity: 4 },
    });
    await bench.activities.startSubProblem(bench.run, { sub_problem_index: 0 });
  });

  it('is paid for as a whole before it opens; the next one gets back what is left', async () => {
    const before = Number((await spending(bench.rig.db, bench.run.session_id))?.reserved);
    expect(await twice(() => bench.activities.openRound(bench.run, opening(1)))).toMatchObject({
      opened: true,
      interjections: [],
    });
    const during = Number((await spending(bench.rig.db, bench.run.session_id))?.reserved);
    expect(during).toBeGreaterThan(before);
    await bench.activities.openRound(bench.run, opening(2));
    const rows = await bench.rig.db.reservation.findMany({
      where: { sessionId: bench.run.session_id },
      orderBy: { key: 'asc' },
    });
    expect(rows.map(({ key, state }) => [key, state])).toEqual([
      ['closing', 'open'],
      ['sp0/r1', 'released'],
      ['sp0/r2', 'open'],
    ]);
    await twice(() => bench.activities.recordStop(bench.run, { sub_problem_index: 0, round: 2, rule: 'consensus' }));
    expect(Number((await spending(bench.rig.db, bench.run.session_id))?.reserved)).toBe(before);
    expect(await bench.session()).toMatchObject({ roundCount: 2, step: 'vote', stopRule: 'consensus' });
  });

  it('sets aside what the ending has come to need since: pages that stand in every later prompt', async () => {
    // Of one sub-problem: what was set aside for more would do.
    bench.run = await bench.rig.meeting({ tier: 'free' });
    const { session_id: sessionId } = bench.run;
    await bench.activities.openRun(bench.run);
    await bench.rig.db.subProblem.create({ data: { sessionId, index: 0, goal: 'Decide.', complexity: 4 } });
    const closing = async () => {
      const row = await bench.rig.db.reservation.findFirstOrThrow({ where: { sessionId, key: 'closing' } });
      return Number(row.amountMicros);
    };
    const before = await closing();
    const place = { sessionId, subProblemIndex: 0, round: 1 };
    const open = (round: number) =>
      bench.activities.openRound(bench.run, { ...opening(round), experts: ['cfo', 'cto', 'coo', 'cmo', 'law'] });
    expect(await open(1)).toMatchObject({ opened: true });
    expect(await closing()).toBe(before);
    await bench.rig.db.inquiry.create({ data: { ...place, query: 'rents', queryKey: 'k', found: 'sources' } });
    const page = { title: 'Rents '.repeat(20), snippet: 'They rise. '.repeat(28) };
    const pages = Array.from({ length: 20 }, (_, index) => ({
      number: index + 1,
      url: `https://r.example/${index}`,
      ...page,
    }));
    await bench.rig.db.source.createMany({ data: pages.map((one) => ({ ...place, ...one })) });
    expect(await twice(() => open(2))).toMatchObject({ opened: true });
    expect(await closing()).toBeGreaterThan(before);
  });

  it('does not open where the ending would not be paid for any more', async () => {
    const { session_id: sessionId } = bench.run;
    await bench.rig.db.reservation.updateMany({ where: { sessionId, key: 'closing' }, data: { amountMicros: 1n } });
    const roomForOneRound = 100_000n;
    await bench.rig.db.budget.update({ where: { sessionId }, data: { limitMicros: roomForOneRound } });
    expect(await bench.activities.openRound(bench.run, opening(1))).toEqual({ opened: false });
  });

  it('that ends stuck at its limit has its impasse named, once', async () => {
    await bench.activities.openRound(bench.run, opening(1));
    const stop = { sub_problem_index: 0, round: 1, rule: 'max_rounds', stalled: true } as const;
    await twice(() => bench.activities.recordStop(bench.run, stop));
    const told = await bench.events();
    expect(told.slice(-2).map(({ type }) => type)).toEqual(['facilitator_decision', 'impasse_acknowledged']);
    expect(told.at(-1)?.data).toMatchObject({ sub_problem_index: 0, round: 1, path: 'conditional' });
    expect((await bench.session()).stopRule).toBe('max_rounds');
  });

  it('stays closed when the budget does not cover it; the rule that ends the rounds is told', async () => {
    const { reserved } = (await spending(bench.rig.db, bench.run.session_id))!;
    const limitMicros = BigInt(Math.ceil(Number(reserved) * 1e6)) + 1_000n;
    await bench.rig.db.budget.update({ where: { sessionId: bench.run.session_id }, data: { limitMicros } });
    expect(await bench.activities.openRound(bench.run, opening(1))).toEqual({ opened: false });
    await bench.activities.recordStop(bench.run, { sub_problem_index: 0, round: 1, rule: 'budget' });
    expect((await bench.types()).slice(-2)).toEqual(['sub_problem_started', 'facilitator_decision']);
    expect((await bench.session()).roundCount).toBe(0);
  });

  it('gives back what it holds when its board votes or has failed: other boards have it', async () => {
    const { session_id: sessionId } = bench.run;
    await bench.rig.db.subProblem.create({ data: { sessionId, index: 1, goal: 'When?', complexity: 4 } });
    const before = (await spending(bench.rig.db, sessionId))?.reserved;
    for (const sub_problem_index of [0, 1])
      await bench.activities.openRound(bench.run, { ...opening(1), sub_problem_index });
    const open = async () =>
      (await bench.rig.db.reservation.findMany({ where: { sessionId, state: 'open' }, orderBy: { key: 'asc' } })).map(
        ({ key }) => key,
      );
    // The facilitator called the vote: no rule is recorded.
    await twice(() => bench.activities.closeFloor(bench.run, { sub_problem_index: 0 }));
    expect(await open()).toEqual(['closing', 'sp1/r1']);
    await twice(() =>
      bench.activities.failSubProblem(bench.run, { sub_problem_index: 1, code: 'provider_unavailable' }),
    );
    expect(await open()).toEqual(['closing']);
    // Of the ending, too: what it held for the votes, the record and the actions of a part that failed.
    const after = Number((await spending(bench.rig.db, sessionId))?.reserved);
    expect([after > Number(before) / 4, after < Number(before) * 0.75]).toEqual([true, true]);
    // What the other needs is held still: no more has to be set aside for it.
    await bench.activities.openRound(bench.run, opening(2));
    const closing = { sessionId_key: { sessionId, key: 'closing' } };
    const { amountMicros } = await bench.rig.db.reservation.findUniqueOrThrow({ where: closing });
    expect(Number(amountMicros) / 1e6).toBe(after);
    await bench.activities.failSubProblem(bench.run, { sub_problem_index: 0, code: 'provider_unavailable' });
    expect((await spending(bench.rig.db, sessionId))?.reserved).toBe('0.00');
  });

  it('that was held by an earlier run opens without money', async () => {
    await bench.activities.openRound(bench.run, opening(1));
    await bench.rig.db.round.updateMany({
      where: { sessionId: bench.run.session_id },
      data: { decision: { action: 'continue' } },
    });
    await bench.activities.openRound(bench.run, opening(2));
    await bench.rig.db.budget.update({ where: { sessionId: bench.run.session_id }, data: { limitMicros: 1n } });
    expect(await bench.activities.openRound(bench.run, opening(1))).toMatchObject({ opened: true, interjections: [] });
  });
});

describe('closeRun', () => {
  const allowance = () => bench.rig.db.allowance.findUniqueOrThrow({ where: { sessionId: bench.run.session_id } });
  beforeEach(async () => {
    const { userId } = await bench.session();
    const at = { user: { id: userId }, sessionId: bench.run.session_id, now: new Date() };
    await inTransaction(bench.rig.db, (tx) => reserveAllowance(tx, at));
    await bench.activities.openRun(bench.run);
  });
  const ended = async () => {
    const money = await spending(bench.rig.db, bench.run.session_id);
    return [(await bench.types()).at(-1), (await bench.session()).status, (await allowance()).state, money?.reserved];
  };

  it('completes: the allowance is used, nothing stays reserved', async () => {
    await synthesise();
    expect(await twice(() => bench.activities.closeRun(bench.run, { kind: 'complete' }))).toEqual({
      status: 'completed',
    });
    expect(await ended()).toEqual(['complete', 'completed', 'settled', '0.00']);
    expect((await bench.events()).at(-1)?.data).toEqual({ decision: outcome.decision, stopped_early: false });
  });

  it('fails in plain words, and gives the allowance back', async () => {
    expect(await bench.activities.closeRun(bench.run, { kind: 'failed', code: 'provider_spend_limit' })).toEqual({
      status: 'failed',
    });
    expect(await ended()).toEqual(['failed', 'failed', 'released', '0.00']);
    expect((await bench.events()).at(-1)?.data).toMatchObject({ message: expect.stringMatching(/kept/) as string });
  });

  it('is cancelled, and stays so whatever comes after', async () => {
    await twice(() => bench.activities.markStopping(bench.run, { reason: 'stopped_by_user' }));
    await bench.activities.closeRun(bench.run, { kind: 'cancelled', reason: 'stopped_by_user' });
    expect(await bench.activities.closeRun(bench.run, { kind: 'complete' })).toEqual({ status: 'cancelled' });
    expect(await ended()).toEqual(['cancelled', 'cancelled', 'released', '0.00']);
    await expect(bench.activities.setLiveness(bench.run, { quiet: true, number: 1 })).rejects.toMatchObject({
      type: 'attempt_closed',
    });
    expect((await bench.types()).at(-1)).toBe('cancelled');
  });

  it.each([
    [0, 'cancelled_by_admin', 'cancelled_by_admin'],
    [1, 'cancelled_by_admin', 'stopped_by_user'],
    [1, 'terminated', 'terminated'],
  ] as const)('says who stopped it: asked for attempt %d, %s of the engine is %s', async (asked, reason, told) => {
    await bench.rig.db.session.update({ where: { id: bench.run.session_id }, data: { stopRequestedAttempt: asked } });
    await bench.activities.markStopping(bench.run, { reason });
    await bench.activities.closeRun(bench.run, { kind: 'cancelled', reason });
    expect((await bench.events()).slice(-2).map(({ type, data }) => [type, data])).toEqual([
      ['stopping', { reason: told }],
      ['cancelled', { reason: told }],
    ]);
  });

  it('of a later attempt is not for the person who stopped the one before', async () => {
    await bench.activities.closeRun(bench.run, { kind: 'failed', code: 'internal' });
    const next = { ...bench.run, attempt: 2 };
    await bench.rig.db.session.update({
      where: { id: bench.run.session_id },
      data: { attempt: 2, stopRequestedAttempt: 1 },
    });
    await bench.activities.openRun(next);
    await bench.activities.closeRun(next, { kind: 'cancelled', reason: 'cancelled_by_admin' });
    expect((await bench.events()).at(-1)?.data).toEqual({ reason: 'cancelled_by_admin' });
  });

  it('keeps a record that was written before the stop, or before the limit', async () => {
    await synthesise();
    expect(await bench.activities.closeRun(bench.run, { kind: 'cancelled', reason: 'stopped_by_user' })).toEqual({
      status: 'completed',
    });
    expect((await bench.events()).at(-1)?.data).toEqual({ decision: outcome.decision, stopped_early: true });
  });

  describe('tells that actions are missing, and why:', () => {
    const parts = async (...statuses: string[]) => {
      const { session_id: sessionId } = bench.run;
      const rows = statuses.map((status, index) => ({ sessionId, index, goal: 'Decide.', complexity: 4, status }));
      await bench.rig.db.subProblem.createMany({ data: rows });
      await synthesise();
    };
    const planned = (subProblemIndex: number) =>
      bench.rig.db.action.create({
        data: {
          id: `${bench.run.session_id}-${subProblemIndex}`,
          sessionId: bench.run.session_id,
          subProblemIndex,
          position: 0,
          title: 'Call the landlord',
          priority: 'high',
          dueDate: new Date('2030-01-01'),
        },
      });
    const last = async () => (await bench.events()).at(-1);

    it('a step that failed', async () => {
      await parts('complete', 'complete');
      await planned(0);
      const cut_short = { kind: 'failed', code: 'invalid_model_answer' } as const;
      await twice(() => bench.activities.closeRun(bench.run, { kind: 'complete', cut_short }));
      expect(await last()).toMatchObject({
        type: 'complete',
        data: {
          stopped_early: true,
          missing_actions: {
            sub_problem_indexes: [1],
            code: 'invalid_model_answer',
            message: expect.stringMatching(/^Part of the question has no actions: the model gave/) as string,
          },
        },
      });
    });

    it('a stop, also one by its person, and with a part that failed', async () => {
      await parts('complete', 'failed');
      const where = { id: bench.run.session_id };
      await bench.rig.db.session.update({ where, data: { stopRequestedAttempt: 1 } });
      const cut_short = { kind: 'cancelled', reason: 'cancelled_by_admin' } as const;
      await bench.activities.closeRun(bench.run, { kind: 'partial', failed_sub_problems: [1], cut_short });
      expect(await last()).toMatchObject({
        type: 'partial',
        data: {
          failed_sub_problems: [1],
          missing_actions: {
            sub_problem_indexes: [0],
            code: 'stopped_by_user',
            message: expect.stringMatching(/^There are no actions: the meeting was stopped/) as string,
          },
        },
      });
    });

    it('an end from outside, which knows nothing of the parts', async () => {
      await parts('complete', 'failed');
      await bench.activities.closeRun(bench.run, { kind: 'cancelled', reason: 'terminated' });
      expect(await last()).toMatchObject({
        type: 'partial',
        data: { failed_sub_problems: [1], missing_actions: { sub_problem_indexes: [0], code: 'terminated' } },
      });
    });

    it('nothing, where all are there', async () => {
      await parts('complete');
      await planned(0);
      await bench.activities.closeRun(bench.run, { kind: 'cancelled', reason: 'terminated' });
      expect((await last())?.data).toEqual({ decision: outcome.decision, stopped_early: true });
    });
  });

  it('is partial where a part failed', async () => {
    await bench.rig.db.subProblem.create({
      data: { sessionId: bench.run.session_id, index: 1, goal: 'Other.', complexity: 4 },
    });
    await twice(() =>
      bench.activities.failSubProblem(bench.run, { sub_problem_index: 1, code: 'provider_unavailable' }),
    );
    await bench.activities.closeRun(bench.run, { kind: 'partial', failed_sub_problems: [1] });
    expect(await ended()).toEqual(['partial', 'partial', 'settled', '0.00']);
  });

  it('ends once, also when many ask at the same time', async () => {
    await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        bench.activities.closeRun(
          bench.run,
          index % 2 ? { kind: 'failed', code: 'internal' } : { kind: 'cancelled', reason: 'terminated' },
        ),
      ),
    );
    const terminal = (await bench.types()).filter((type) => ['failed', 'cancelled'].includes(type));
    expect(terminal).toHaveLength(1);
  });
});
