import { randomUUID } from 'node:crypto';
import type { DecisionRecord } from '@bo1/contracts/meeting/schema';
import { inTransaction } from '@bo1/prisma/client';
import { reserveAllowance } from '@bo1/prisma/allowances';
import { lockSession } from '@bo1/prisma/events';
import { spending } from '@bo1/prisma/ledger';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { append } from '../llm/append.ts';
import { pinsOf } from '../llm/pins.ts';
import type { RoundOpening, RunRef } from '../meeting/types.ts';
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

const outcome: DecisionRecord = {
  question: 'Should we open a second shop?',
  decision: 'Open it in May, with two people.',
  chosen_option: 'Open in May',
  criteria: ['Cost'],
  options: [{ title: 'Open in May', summary: 'One shop more.', assessments: ['Bearable'] }],
  rationale: 'Demand is there.',
  confidence: 0.7,
  confidence_basis: 'Three of four agree.',
  dissent: [],
  conditions: [],
  reopen_if: [],
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

async function ask(...ids: string[]): Promise<void> {
  await rig.db.question.createMany({
    data: ids.map((questionId, position) => ({
      sessionId: run.session_id,
      questionId,
      question: `What about ${questionId}?`,
      reason: 'It decides the budget.',
      position,
    })),
  });
  await rig.db.session.update({ where: { id: run.session_id }, data: { status: 'waiting_for_answers' } });
}

async function send(answers: Record<string, string>, skipped: string[] = []): Promise<{ batch_id: string }> {
  const id = randomUUID();
  const rows = Object.entries(answers).map(([question_id, answer]) => ({ question_id, answer }));
  await rig.db.answerBatch.create({ data: { id, sessionId: run.session_id, answers: rows, skipped } });
  return { batch_id: id };
}

describe('openRun', () => {
  it('pins settings, opens the budget and sets the ending aside, once', async () => {
    const opened = await twice(() => record().openRun(run));
    expect(opened).toMatchObject({ already_ended: false, limits: { max_rounds: 6, skip_clarification: false } });
    expect(await types()).toEqual(['session_started']);
    expect(await session()).toMatchObject({ status: 'running', step: 'route', simulated: true });
    const money = await spending(rig.db, run.session_id);
    expect(money?.limit).toBe('2.00');
    expect(Number(money?.reserved)).toBeGreaterThan(0.05);
    expect(Number(money?.reserved)).toBeLessThan(1);
  });

  it('keeps its pins when the settings change afterwards', async () => {
    await record().openRun(run);
    const before = pinsOf(await session());
    rig.deps.settings.limits.max_rounds = 2;
    try {
      expect((await record().openRun(run)).limits.max_rounds).toBe(6);
      expect(pinsOf(await session())).toEqual(before);
    } finally {
      rig.deps.settings.limits.max_rounds = 6;
    }
  });

  it('says so when the attempt has its end', async () => {
    await record().openRun(run);
    await record().closeRun(run, { kind: 'cancelled', reason: 'stopped_by_user' });
    expect((await record().openRun(run)).already_ended).toBe(true);
  });

  it('opens the next attempt with fresh pins, and money again', async () => {
    await record().openRun(run);
    await record().closeRun(run, { kind: 'failed', code: 'provider_unavailable' });
    run = { ...run, attempt: 2 };
    await twice(() => record().openRun(run));
    expect((await types()).slice(-2)).toEqual(['failed', 'retried']);
    expect(await session()).toMatchObject({ status: 'running', attempt: 2, closedAttempt: 1 });
    expect(Number((await spending(rig.db, run.session_id))?.reserved)).toBeGreaterThan(0);
  });

  it('fails with a typed error where there is no such meeting', async () => {
    const missing = { ...run, session_id: `bo1_${randomUUID()}` };
    await expect(record().openRun(missing)).rejects.toMatchObject({ type: 'session_missing', nonRetryable: true });
  });
});

describe('collectContext', () => {
  it('reads profile, kept answers and chosen meetings, and pins them', async () => {
    const earlier = await rig.meeting();
    const { userId } = await session();
    await rig.db.session.update({ where: { id: earlier.session_id }, data: { userId } });
    await rig.db.decisionRecord.create({ data: { sessionId: earlier.session_id, scope: -1, content: outcome } });
    await rig.db.businessProfile.create({ data: { userId, fields: { company: 'Acme', goals: '', market: 'Berlin' } } });
    await rig.db.keptAnswer.create({ data: { userId, question: 'How many staff?', answer: 'Twelve.' } });
    await rig.db.session.update({
      where: { id: run.session_id },
      data: { contextSessionIds: [earlier.session_id, `bo1_${randomUUID()}`] },
    });
    await record().openRun(run);
    expect(await twice(() => record().collectContext(run))).toEqual({ item_count: 3 });
    const { context } = pinsOf(await session());
    expect(context?.map((item) => item.kind)).toEqual(['business_profile', 'kept_answer', 'earlier_meeting']);
    expect(context?.[0]?.text).toBe('company: Acme\nmarket: Berlin');
    await rig.db.keptAnswer.deleteMany({ where: { userId } });
    expect(await record().collectContext(run)).toEqual({ item_count: 3 });
  });

  it('does not show anybody else’s meetings', async () => {
    const foreign = await rig.meeting();
    await rig.db.decisionRecord.create({ data: { sessionId: foreign.session_id, scope: -1, content: outcome } });
    await rig.db.session.update({
      where: { id: run.session_id },
      data: { contextSessionIds: [foreign.session_id] },
    });
    await record().openRun(run);
    expect(await record().collectContext(run)).toEqual({ item_count: 0 });
  });

  it('goes on with a notice where a source cannot be read', async () => {
    const { userId } = await session();
    await rig.db.businessProfile.create({ data: { userId, fields: { company: 17 } } });
    await record().openRun(run);
    expect(await twice(() => record().collectContext(run))).toEqual({ item_count: 0 });
    expect(await types()).toEqual(['session_started', 'degraded', 'context_collected']);
  });
});

describe('answers', () => {
  it('are accepted once, kept for later meetings, and let the meeting go on when none is open', async () => {
    await record().openRun(run);
    await ask('q1', 'q2', 'q3');
    expect(await record().openQuestions(run)).toEqual({ question_ids: ['q1', 'q2', 'q3'] });
    const first = await send({ q2: 'Forty customers.' });
    expect(await twice(() => record().acceptAnswers(run, first))).toEqual({ remaining_question_ids: ['q1', 'q3'] });
    expect((await session()).status).toBe('waiting_for_answers');
    const last = await send({ q1: 'Nine months.', q2: 'Changed my mind.' }, ['q3']);
    expect(await twice(() => record().acceptAnswers(run, last))).toEqual({ remaining_question_ids: [] });
    expect((await session()).status).toBe('running');
    const told = (await events()).filter((event) => event.type === 'clarification_answered').map((event) => event.data);
    expect(told).toEqual([
      {
        answers: [{ question_id: 'q2', question: 'What about q2?', answer: 'Forty customers.' }],
        skipped: [],
        remaining: ['q1', 'q3'],
      },
      {
        answers: [{ question_id: 'q1', question: 'What about q1?', answer: 'Nine months.' }],
        skipped: ['q3'],
        remaining: [],
      },
    ]);
    const kept = await rig.db.keptAnswer.findMany({
      where: { sessionId: run.session_id },
      orderBy: { questionId: 'asc' },
    });
    expect(kept.map((row) => row.answer)).toEqual(['Nine months.', 'Forty customers.']);
  });

  it('of another meeting are refused', async () => {
    await record().openRun(run);
    const batch = await send({ q1: 'x' });
    const other = await rig.meeting();
    await expect(record().acceptAnswers(other, batch)).rejects.toMatchObject({ type: 'question_not_open' });
  });

  it('leave a paused meeting paused; the resume goes on', async () => {
    await record().openRun(run);
    await ask('q1');
    await record().setControl(run, { version: 1, paused: true });
    await record().acceptAnswers(run, await send({ q1: 'Yes.' }));
    expect((await session()).status).toBe('paused');
    await record().setControl(run, { version: 2, paused: false });
    expect((await session()).status).toBe('running');
  });
});

describe('setControl', () => {
  it('pauses and resumes by version, and waits again for what is open', async () => {
    await record().openRun(run);
    await ask('q1');
    expect(await twice(() => record().setControl(run, { version: 1, paused: true }))).toEqual({ version: 1 });
    expect((await session()).status).toBe('paused');
    expect(await record().setControl(run, { version: 2, paused: false })).toEqual({ version: 2 });
    expect((await session()).status).toBe('waiting_for_answers');
    // A run reset to before all this: its version is too old, and it learns so.
    expect((await record().setControl(run, { version: 2, paused: true })).version).toBeGreaterThan(2);
    expect((await types()).slice(1)).toEqual(['paused', 'resumed']);
  });
});

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
