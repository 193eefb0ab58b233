import { expect, it } from 'vitest';
import type { RunRef } from './types.ts';
import { Bench, onBench } from '../testing/bench.ts';
import { outcome } from '../testing/outcome.ts';

const bench = onBench(new Bench());

/** Ends the attempt, and opens the row of the next one as the API does. */
async function nextAttempt(): Promise<void> {
  const { activities, run, rig } = bench;
  await activities.closeRun(run, { kind: 'partial', failed_sub_problems: [0] });
  bench.run = { ...run, attempt: run.attempt + 1 };
  await rig.db.session.update({
    where: { id: run.session_id },
    data: { attempt: bench.run.attempt, status: 'created' },
  });
  await activities.openRun(bench.run);
}

/** A part comes to its result, as its board's last step tells it. */
async function decided(run: RunRef, index: number): Promise<void> {
  const { db } = bench.rig;
  const sessionId = run.session_id;
  await db.decisionRecord.create({ data: { sessionId, scope: index, content: outcome } });
  await db.subProblem.update({ where: { sessionId_index: { sessionId, index } }, data: { status: 'complete' } });
  const { lastSequence } = await db.session.update({
    where: { id: sessionId },
    data: { lastSequence: { increment: 1 } },
  });
  await db.sessionEvent.create({
    data: {
      sessionId,
      sequence: lastSequence,
      attempt: run.attempt,
      type: 'sub_problem_complete',
      dedupeKey: `${run.attempt}/sp${index}/complete`,
      correlationId: 'test',
      data: { sub_problem_index: index, stop_rule: 'consensus', rounds: 2, record: outcome },
    },
  });
}

/** Somebody sat on the board of a part, and recommends. */
async function recommends(expertCode: string, subProblemIndex: number, position: number): Promise<void> {
  const of = { sessionId: bench.run.session_id, subProblemIndex, expertCode };
  const profile = { expertise: [], traits: [], style: '', system_prompt: 'You count.' };
  const seat = { name: expertCode, archetype: 'adviser', colour: 'teal', reason: 'Counts.', position, profile };
  await bench.rig.db.sessionExpert.create({ data: { ...of, ...seat } });
  const content = { recommendation: 'Open.', reasoning: 'It pays.', confidence: 0.7, conditions: [], risks: [] };
  await bench.rig.db.recommendation.create({ data: { ...of, content } });
}

async function promptOf(callKey: string): Promise<string> {
  const where = { sessionId: bench.run.session_id, callKey };
  const row = await bench.rig.db.llmAttempt.findFirstOrThrow({ where });
  return bench.rig.simulator.state.recorded.get(row.requestId ?? '')?.prompt_text ?? '';
}

it('tells the record over all which part was decided without another that it builds on', async () => {
  const { activities, rig } = bench;
  await activities.openRun(bench.run);
  const row = { sessionId: bench.run.session_id, goal: 'Decide.', complexity: 3 };
  await rig.db.subProblem.createMany({
    data: [
      { ...row, index: 0 },
      { ...row, index: 1, dependsOn: [0] },
      { ...row, index: 2, dependsOn: [1] },
    ],
  });
  await recommends('cfo', 1, 0);
  await recommends('coo', 1, 1);
  await decided(bench.run, 1);
  await decided(bench.run, 2);
  await rig.run(() => activities.synthesiseMeeting(bench.run, { sub_problem_indexes: [1, 2] }));
  expect(await promptOf('synthesis')).not.toContain('decided_without');
  await nextAttempt();
  await decided(bench.run, 0);
  await rig.run(() => activities.synthesiseMeeting(bench.run, { sub_problem_indexes: [0, 1, 2] }));
  const prompt = await promptOf('synthesis/2');
  expect(prompt.match(/<record sub_problem="1"[^>]* decided_without="0">/g)).toHaveLength(1);
  expect(prompt.match(/<record[^>]* decided_without=/g)).toHaveLength(1);
  expect(prompt).toContain('A record with decided_without was made before');
});
