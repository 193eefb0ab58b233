import { randomUUID } from 'node:crypto';
import { STOP_THRESHOLDS } from '@bo1/contracts/meeting/values';
import { spending } from '@bo1/prisma/ledger';
import { describe, expect, it } from 'vitest';
import { pinsOf } from '../llm/pins.ts';
import { Bench, onBench, twice } from '../testing/bench.ts';
import { outcome } from '../testing/outcome.ts';

const bench = onBench(new Bench());

async function ask(...ids: string[]): Promise<void> {
  await bench.rig.db.question.createMany({
    data: ids.map((questionId, position) => ({
      sessionId: bench.run.session_id,
      questionId,
      question: `What about ${questionId}?`,
      reason: 'It decides the budget.',
      position,
    })),
  });
  await bench.rig.db.session.update({ where: { id: bench.run.session_id }, data: { status: 'waiting_for_answers' } });
}

async function send(answers: Record<string, string>, skipped: string[] = []): Promise<{ batch_id: string }> {
  const id = randomUUID();
  const rows = Object.entries(answers).map(([question_id, answer]) => ({ question_id, answer }));
  await bench.rig.db.answerBatch.create({ data: { id, sessionId: bench.run.session_id, answers: rows, skipped } });
  return { batch_id: id };
}

describe('openRun', () => {
  it('pins settings, opens the budget and sets the ending aside, once', async () => {
    const opened = await twice(() => bench.activities.openRun(bench.run));
    expect(opened).toMatchObject({ already_ended: false, limits: { max_rounds: 6, skip_clarification: false } });
    expect(await bench.types()).toEqual(['session_started']);
    expect(await bench.session()).toMatchObject({ status: 'running', step: 'route', simulated: true });
    const money = await spending(bench.rig.db, bench.run.session_id);
    expect(money?.limit).toBe('2.00');
    expect(Number(money?.reserved)).toBeGreaterThan(0.05);
    expect(Number(money?.reserved)).toBeLessThan(1);
  });

  it('keeps its pins when the settings change afterwards', async () => {
    await bench.activities.openRun(bench.run);
    const before = pinsOf(await bench.session());
    bench.rig.deps.settings.limits.max_rounds = 2;
    try {
      expect((await bench.activities.openRun(bench.run)).limits.max_rounds).toBe(6);
      expect(pinsOf(await bench.session())).toEqual(before);
    } finally {
      bench.rig.deps.settings.limits.max_rounds = 6;
    }
  });

  it('gives a repeat the very limits of the first time, with all that a setting adds', async () => {
    const { limits } = bench.rig.deps.settings;
    const stopping = { ...STOP_THRESHOLDS, consensus: { ...STOP_THRESHOLDS.consensus, agreement: 0.95 } };
    Object.assign(limits, { shared_queue: true, stopping });
    try {
      const first = await bench.activities.openRun(bench.run);
      expect(first.limits).toMatchObject({ shared_queue: true, stopping });
      expect(await bench.activities.openRun(bench.run)).toEqual(first);
    } finally {
      delete limits.shared_queue;
      delete limits.stopping;
    }
  });

  it("opens the budget that is set for the person's tier", async () => {
    const { budgets } = bench.rig.deps.settings;
    const before = budgets.pro;
    budgets.pro = 3_250_000;
    try {
      await bench.activities.openRun(bench.run);
      expect((await spending(bench.rig.db, bench.run.session_id))?.limit).toBe('3.25');
    } finally {
      budgets.pro = before;
    }
  });

  it('says so when the attempt has its end', async () => {
    await bench.activities.openRun(bench.run);
    await bench.activities.closeRun(bench.run, { kind: 'cancelled', reason: 'stopped_by_user' });
    expect((await bench.activities.openRun(bench.run)).already_ended).toBe(true);
  });

  it('opens the next attempt with fresh pins, and money again', async () => {
    await bench.activities.openRun(bench.run);
    await bench.activities.closeRun(bench.run, { kind: 'failed', code: 'provider_unavailable' });
    bench.run = { ...bench.run, attempt: 2 };
    await twice(() => bench.activities.openRun(bench.run));
    expect((await bench.types()).slice(-2)).toEqual(['failed', 'retried']);
    expect(await bench.session()).toMatchObject({ status: 'running', attempt: 2, closedAttempt: 1 });
    expect(Number((await spending(bench.rig.db, bench.run.session_id))?.reserved)).toBeGreaterThan(0);
  });

  it('fails with a typed error where there is no such meeting', async () => {
    const missing = { ...bench.run, session_id: `bo1_${randomUUID()}` };
    await expect(bench.activities.openRun(missing)).rejects.toMatchObject({
      type: 'session_missing',
      nonRetryable: true,
    });
  });
});

describe('collectContext', () => {
  it('reads profile, kept answers and chosen meetings, and pins them', async () => {
    const earlier = await bench.rig.meeting();
    const { userId } = await bench.session();
    await bench.rig.db.session.update({ where: { id: earlier.session_id }, data: { userId } });
    await bench.rig.db.decisionRecord.create({ data: { sessionId: earlier.session_id, scope: -1, content: outcome } });
    await bench.rig.db.businessProfile.create({
      data: { userId, fields: { company: 'Acme', goals: '', market: 'Berlin' } },
    });
    await bench.rig.db.keptAnswer.create({ data: { userId, question: 'How many staff?', answer: 'Twelve.' } });
    await bench.rig.db.session.update({
      where: { id: bench.run.session_id },
      data: { contextSessionIds: [earlier.session_id, `bo1_${randomUUID()}`] },
    });
    await bench.activities.openRun(bench.run);
    expect(await twice(() => bench.activities.collectContext(bench.run))).toEqual({ item_count: 3 });
    const { context } = pinsOf(await bench.session());
    expect(context?.map((item) => item.kind)).toEqual(['business_profile', 'kept_answer', 'earlier_meeting']);
    expect(context?.[0]?.text).toBe('company: Acme\nmarket: Berlin');
    await bench.rig.db.keptAnswer.deleteMany({ where: { userId } });
    expect(await bench.activities.collectContext(bench.run)).toEqual({ item_count: 3 });
  });

  it('does not show anybody else’s meetings', async () => {
    const foreign = await bench.rig.meeting();
    await bench.rig.db.decisionRecord.create({ data: { sessionId: foreign.session_id, scope: -1, content: outcome } });
    await bench.rig.db.session.update({
      where: { id: bench.run.session_id },
      data: { contextSessionIds: [foreign.session_id] },
    });
    await bench.activities.openRun(bench.run);
    expect(await bench.activities.collectContext(bench.run)).toEqual({ item_count: 0 });
  });

  it('goes on with a notice where a source cannot be read', async () => {
    const { userId } = await bench.session();
    await bench.rig.db.businessProfile.create({ data: { userId, fields: { company: 17 } } });
    await bench.activities.openRun(bench.run);
    expect(await twice(() => bench.activities.collectContext(bench.run))).toEqual({ item_count: 0 });
    expect(await bench.types()).toEqual(['session_started', 'degraded', 'context_collected']);
  });
});

describe('answers', () => {
  it('are accepted once, kept for later meetings, and let the meeting go on when none is open', async () => {
    await bench.activities.openRun(bench.run);
    await ask('q1', 'q2', 'q3');
    expect(await bench.activities.openQuestions(bench.run)).toEqual({ question_ids: ['q1', 'q2', 'q3'] });
    const first = await send({ q2: 'Forty customers.' });
    expect(await twice(() => bench.activities.acceptAnswers(bench.run, first))).toEqual({
      remaining_question_ids: ['q1', 'q3'],
    });
    expect((await bench.session()).status).toBe('waiting_for_answers');
    const last = await send({ q1: 'Nine months.', q2: 'Changed my mind.' }, ['q3']);
    expect(await twice(() => bench.activities.acceptAnswers(bench.run, last))).toEqual({ remaining_question_ids: [] });
    expect((await bench.session()).status).toBe('running');
    const told = (await bench.events())
      .filter((event) => event.type === 'clarification_answered')
      .map((event) => event.data);
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
    const kept = await bench.rig.db.keptAnswer.findMany({
      where: { sessionId: bench.run.session_id },
      orderBy: { questionId: 'asc' },
    });
    expect(kept.map((row) => row.answer)).toEqual(['Nine months.', 'Forty customers.']);
  });

  it('of another meeting are refused', async () => {
    await bench.activities.openRun(bench.run);
    const batch = await send({ q1: 'x' });
    const other = await bench.rig.meeting();
    await expect(bench.activities.acceptAnswers(other, batch)).rejects.toMatchObject({ type: 'question_not_open' });
  });

  it('leave a paused meeting paused; the resume goes on', async () => {
    await bench.activities.openRun(bench.run);
    await ask('q1');
    await bench.activities.setControl(bench.run, { version: 1, paused: true });
    await bench.activities.acceptAnswers(bench.run, await send({ q1: 'Yes.' }));
    expect((await bench.session()).status).toBe('paused');
    await bench.activities.setControl(bench.run, { version: 2, paused: false });
    expect((await bench.session()).status).toBe('running');
  });
});

describe('setControl', () => {
  it('pauses and resumes by version, and waits again for what is open', async () => {
    await bench.activities.openRun(bench.run);
    await ask('q1');
    expect(await twice(() => bench.activities.setControl(bench.run, { version: 1, paused: true }))).toEqual({
      version: 1,
    });
    expect((await bench.session()).status).toBe('paused');
    expect(await bench.activities.setControl(bench.run, { version: 2, paused: false })).toEqual({ version: 2 });
    expect((await bench.session()).status).toBe('waiting_for_answers');
    // A run reset to before all this: its version is too old, and it learns so.
    expect((await bench.activities.setControl(bench.run, { version: 2, paused: true })).version).toBeGreaterThan(2);
    expect((await bench.types()).slice(1)).toEqual(['paused', 'resumed']);
  });
});
