import { randomUUID } from 'node:crypto';
import { ASPECT_DEPTHS, ASPECTS, DEFAULT_LIMITS, type RoundSignals } from '@bo1/contracts/meeting/values';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Table } from './fixtures/table.ts';
import type { Script } from './fixtures/script.ts';
import { useScene } from './fixtures/scene.ts';
import { until } from './fixtures/until.ts';
import type { MeetingInput } from './meeting.messages.ts';

const scene = useScene();
const MEETINGS = 40; // a hundred go through the real activities in e2e/kill/random.kill.ts
const AT_ONCE = 6;

const unit = fc.float({ min: 0, max: 1, noNaN: true });
const anySignals = fc.record({
  agreement: unit,
  conflict: unit,
  novelty: fc.option(unit),
  aspects: fc.record(Object.fromEntries(ASPECTS.map((aspect) => [aspect, fc.constantFrom(...ASPECT_DEPTHS)]))),
}) as fc.Arbitrary<RoundSignals>;

const anySubProblems = fc.constantFrom(1, 1, 1, 2, 3, 4).chain((count) =>
  fc.tuple(
    ...Array.from({ length: count }, (_, index) =>
      fc.record({
        index: fc.constant(index),
        complexity: fc.integer({ min: 1, max: 10 }),
        depends_on: fc.array(fc.integer({ min: 0, max: count - 1 }), { maxLength: 2 }),
      }),
    ),
  ),
);

/** Whatever a valid model answer can make the activities return. */
const anyScript: fc.Arbitrary<Partial<Script>> = fc
  .record({
    route: fc.constantFrom('board' as const, 'board' as const, 'board' as const, 'single' as const),
    questions: fc.subarray(['q1', 'q2', 'q3', 'q4', 'q5']),
    skip: fc.boolean(),
    max_rounds: fc.constantFrom(1, 2, 3, 6),
    subProblems: anySubProblems,
    experts: fc.array(fc.constantFrom('cfo', 'cmo', 'coo', 'cto', 'cpo'), { minLength: 1, maxLength: 5 }),
    rounds: fc.array(anySignals, { minLength: 6, maxLength: 6 }),
    picks: fc.array(fc.nat(), { minLength: 6, maxLength: 6 }),
    affordableRounds: fc.integer({ min: 0, max: 6 }),
    takenMeanwhile: fc.boolean(),
  })
  .map(({ skip, max_rounds, experts, rounds, picks, ...rest }) => ({
    ...rest,
    limits: { ...DEFAULT_LIMITS, max_rounds, skip_clarification: skip, insist_on_board: false, research: true },
    experts: () => experts,
    signals: ({ round }) => rounds[round - 1]!,
    facilitator: ({ allowed, round }) => allowed[picks[round - 1]! % allowed.length]!,
  }));

/** A person who answers whatever is asked between rounds, one question at a time. */
async function answerFacilitators(meeting: MeetingInput, table: Table, over: () => boolean): Promise<void> {
  const asked = () => [...table.open].find((id) => id.startsWith('sp'));
  for (;;) {
    await until('asked or over', () => over() || asked() !== undefined, 120_000);
    const id = asked();
    if (over() || id === undefined) return;
    const batchId = randomUUID();
    table.batches.set(batchId, [id]);
    await answer(meeting, batchId, [id]);
  }
}

/** On a busy machine an answer may come late; sent again under its id it is the same. */
async function answer(meeting: MeetingInput, batchId: string, questionIds: string[]): Promise<void> {
  for (;;) {
    try {
      await scene.rig.meetings.submitAnswers(meeting.session_id, { batchId, questionIds });
      return;
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'workflow_engine_unavailable') throw error;
    }
  }
}

test(`${MEETINGS} meetings with any valid answers all end`, { timeout: 300_000 }, async () => {
  const seed = Date.now();
  const scripts = fc.sample(anyScript, { seed, numRuns: MEETINGS });
  const hold = async (): Promise<void> => {
    for (let part = scripts.pop(); part; part = scripts.pop()) {
      const { meeting, table } = await scene.begin(part);
      if (part.route === 'board' && !part.limits!.skip_clarification && part.questions!.length > 0) {
        const batchId = randomUUID();
        table.batches.set(batchId, part.questions!);
        await until('asked', () => table.log.types.includes('clarification_required'), 60_000);
        await answer(meeting, batchId, part.questions!);
      }
      let over = false;
      const end = scene.end(meeting).finally(() => (over = true));
      await answerFacilitators(meeting, table, () => over);
      expect(await end, `seed ${seed}`).toEqual({ status: 'completed' });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, hold));
});
