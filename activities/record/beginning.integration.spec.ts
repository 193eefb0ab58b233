import { randomUUID } from 'node:crypto';
import { spending } from '@bo1/prisma/ledger';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { pinsOf } from '../llm/pins.ts';
import type { RunRef } from '../meeting/types.ts';
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
