import { randomUUID } from 'node:crypto';
import { seed } from '@bo1/prisma/seed';
import { beforeAll, describe, expect, it } from 'vitest';
import { Bench, onBench, twice } from '../testing/bench.ts';
import type { FacilitatorTurn } from './types.ts';

const bench = onBench(new Bench());
beforeAll(() => seed(bench.rig.db, {}));

const aspects = {
  problem_clarity: 'touched',
  objectives: 'touched',
  options: 'touched',
  assumptions: 'touched',
  risks: 'touched',
  constraints: 'touched',
  stakeholders: 'touched',
  dependencies: 'touched',
} as const;
const opening = (round: number, sub_problem_index = 0) => ({
  sub_problem_index,
  round,
  max_rounds: 6,
  phase: 'explore' as const,
  experts: ['cfo', 'coo'],
});
const turn = (round: number, sub_problem_index = 0): FacilitatorTurn => ({
  sub_problem_index,
  round,
  max_rounds: 6,
  signals: { agreement: 0.4, conflict: 0.3, novelty: 0.8, aspects },
  missing_aspects: [],
  allowed: ['continue', 'clarify'],
});

/** A board whose facilitator wants to ask after each of these rounds. */
async function wishing(rounds: [subProblem: number, round: number][]): Promise<void> {
  const { run, rig } = bench;
  await bench.activities.openRun(run);
  for (const index of new Set(rounds.map(([subProblem]) => subProblem))) {
    await rig.db.subProblem.create({
      data: { sessionId: run.session_id, index, goal: 'Open a second shop?', complexity: 9 },
    });
  }
  for (const [index, round] of rounds) {
    await rig.db.llmAnswer.create({
      data: {
        sessionId: run.session_id,
        callKey: `sp${index}/r${round}/facilitate`,
        model: 'a model',
        provider: 'anthropic',
        templateVersion: 'facilitate@1',
        promptHash: 'hash',
        stopReason: 'tool_use',
        content: {
          action: 'clarify',
          reason: 'Only you know the rent.',
          guidance: 'Reckon with the rent.',
          questions: [
            { question: `What is the rent of place ${index}.${round}?`, reason: 'It decides between two options.' },
            { question: '  ', reason: 'Blank.' },
          ],
        },
      },
    });
  }
}
const facilitate = (round: number, index = 0) =>
  twice(() => bench.rig.run(() => bench.activities.facilitate(bench.run, turn(round, index))));
async function answer(question_id: string): Promise<void> {
  const id = randomUUID();
  const answers = [{ question_id, answer: '2,400 a month' }];
  await bench.rig.db.answerBatch.create({ data: { id, sessionId: bench.run.session_id, answers } });
  await twice(() => bench.activities.acceptAnswers(bench.run, { batch_id: id }));
}

describe('a facilitator who asks the person', () => {
  it('shows the question once, waits, and the answer is known from the next round on', async () => {
    await wishing([[0, 1]]);
    expect(await bench.activities.openRound(bench.run, opening(1))).toMatchObject({ may_ask: true });
    expect(await facilitate(1)).toEqual({ action: 'clarify', question_ids: ['sp0-r1-q1'] });
    expect((await bench.session()).status).toBe('waiting_for_answers');
    const events = await bench.events();
    expect(events.filter(({ type }) => type === 'clarification_required').map(({ data }) => data)).toEqual([
      {
        questions: [
          { id: 'sp0-r1-q1', question: 'What is the rent of place 0.1?', reason: 'It decides between two options.' },
        ],
      },
    ]);
    await answer('sp0-r1-q1');
    expect((await bench.session()).status).toBe('running');
    const row = await bench.rig.db.question.findFirstOrThrow({ where: { sessionId: bench.run.session_id } });
    const opened = await bench.rig.db.round.findFirstOrThrow({ where: { sessionId: bench.run.session_id, round: 1 } });
    expect(row.since).toBeGreaterThan(opened.asOf!);
    await bench.activities.openRound(bench.run, opening(2));
    const next = await bench.rig.db.round.findFirstOrThrow({ where: { sessionId: bench.run.session_id, round: 2 } });
    expect(row.since).toBeLessThanOrEqual(next.asOf!);
    // A run that is begun again finds nothing left to wait for.
    expect(await bench.rig.run(() => bench.activities.facilitate(bench.run, turn(1)))).toEqual({
      action: 'clarify',
      question_ids: [],
    });
  });

  it('asks twice in a meeting, whichever of its boards does', async () => {
    await wishing([
      [0, 1],
      [1, 1],
      [0, 2],
    ]);
    for (const index of [0, 1]) await bench.activities.openRound(bench.run, opening(1, index));
    expect((await facilitate(1, 0)).action).toBe('clarify');
    expect((await facilitate(1, 1)).action).toBe('clarify');
    expect(await bench.activities.openRound(bench.run, opening(2, 0))).toMatchObject({ may_ask: false });
    expect(await facilitate(2, 0)).toEqual({ action: 'continue' });
    const asked = await bench.rig.db.question.count({ where: { sessionId: bench.run.session_id } });
    expect(asked).toBe(2);
  });

  it('leaves a paused meeting paused', async () => {
    await wishing([[0, 1]]);
    await bench.activities.openRound(bench.run, opening(1));
    await bench.activities.setControl(bench.run, { version: 1, paused: true });
    await facilitate(1);
    expect((await bench.session()).status).toBe('paused');
  });
});
