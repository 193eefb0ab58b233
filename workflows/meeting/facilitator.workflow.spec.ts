import { randomUUID } from 'node:crypto';
import { DEFAULT_LIMITS, type FacilitatorAction } from '@bo1/contracts/meeting/values';
import type { FacilitatorTurn } from '@bo1/activities/meeting/types';
import { describe, expect, test } from 'vitest';
import type { Table } from './fixtures/table.ts';
import { HoldUp, type Script, signals } from './fixtures/script.ts';
import { useScene } from './fixtures/scene.ts';
import { until } from './fixtures/until.ts';
import { meetingView, type MeetingInput } from './meeting.messages.ts';

const scene = useScene();
const limits = { ...DEFAULT_LIMITS, skip_clarification: false, insist_on_board: false, research: true };
const long: Partial<Script> = { limits, subProblems: [{ index: 0, complexity: 9, depends_on: [] }] };
const view = (meeting: MeetingInput) => scene.rig.client.workflow.getHandle(meeting.session_id).query(meetingView);

function answer(meeting: MeetingInput, table: Table, id: string) {
  const batchId = randomUUID();
  table.batches.set(batchId, [id]);
  return scene.rig.meetings.submitAnswers(meeting.session_id, { batchId, questionIds: [id] });
}

/** A facilitator who does these things in turn, and what was open to it each time. */
function facilitator(...wishes: FacilitatorAction[]) {
  const offered: FacilitatorAction[][] = [];
  const act = ({ round, allowed }: FacilitatorTurn): FacilitatorAction => {
    offered[round - 1] = allowed;
    const wish = wishes[round - 1] ?? 'continue';
    return allowed.includes(wish) ? wish : 'continue';
  };
  return { offered, act };
}

describe('asking the person between rounds', () => {
  test.concurrent('waits for the answer, and nothing is said meanwhile', async () => {
    const { act } = facilitator('clarify');
    const { meeting, table } = await scene.begin({ ...long, facilitator: act });
    await until('asked', async () => (await view(meeting)).status === 'waiting_for_answers');
    expect(await view(meeting)).toMatchObject({ open_question_ids: ['sp0-r1-q1'] });
    expect(table.log.types.filter((type) => type === 'round_started')).toHaveLength(1);
    expect(await answer(meeting, table, 'sp0-r1-q1')).toEqual({ status: 'running', remaining_question_ids: [] });
    expect(await scene.end(meeting)).toEqual({ status: 'completed' });
  });

  test.concurrent('takes an answer that is faster than the workflow’s own message', async () => {
    const { act } = facilitator('clarify');
    const { meeting, table } = await scene.begin({ ...long, facilitator: act });
    await until('shown', () => table.open.has('sp0-r1-q1'));
    expect(await answer(meeting, table, 'sp0-r1-q1')).toMatchObject({ remaining_question_ids: [] });
    expect(await scene.end(meeting)).toEqual({ status: 'completed' });
  });

  test.concurrent('happens twice in a meeting, and not where the person wants no questions', async () => {
    const asking = facilitator('clarify', 'clarify', 'clarify', 'clarify');
    const { meeting, table } = await scene.begin({ ...long, facilitator: asking.act });
    for (const id of ['sp0-r1-q1', 'sp0-r2-q1']) {
      await until(id, () => table.open.has(id));
      await answer(meeting, table, id);
    }
    expect(await scene.end(meeting)).toEqual({ status: 'completed' });
    expect(asking.offered.map((allowed) => allowed.includes('clarify'))).toEqual([true, true, false, false, false]);

    const silent = facilitator('clarify');
    const quiet = { ...long, limits: { ...limits, skip_clarification: true }, facilitator: silent.act };
    const { meeting: other } = await scene.begin(quiet);
    expect(await scene.end(other)).toEqual({ status: 'completed' });
    expect(silent.offered.flat()).not.toContain('clarify');
  });

  test.concurrent('survives a pause, and a stop ends it', async () => {
    const { act } = facilitator('clarify');
    const { meeting, table } = await scene.begin({ ...long, facilitator: act });
    await until('asked', async () => (await view(meeting)).status === 'waiting_for_answers');
    await scene.rig.meetings.pause(meeting.session_id, randomUUID());
    expect(await answer(meeting, table, 'sp0-r1-q1')).toMatchObject({ status: 'paused' });
    expect(table.log.types.filter((type) => type === 'round_started')).toHaveLength(1);
    await scene.rig.meetings.resume(meeting.session_id, randomUUID());
    expect(await scene.end(meeting)).toEqual({ status: 'completed' });

    const { meeting: other, table: rows } = await scene.begin({ ...long, facilitator: facilitator('clarify').act });
    await until('asked', async () => (await view(other)).status === 'waiting_for_answers');
    await scene.rig.meetings.cancel(other.session_id);
    expect(await scene.end(other)).toEqual({ failure: 'CancelledFailure' });
    expect(rows.log.types.at(-1)).toBe('cancelled');
  });

  test.concurrent('of one board leaves the other at work', async () => {
    const slow = new HoldUp('synthesise');
    const both = [0, 1].map((index) => ({ index, complexity: 1, depends_on: [] }));
    const act = ({ sub_problem_index, round }: FacilitatorTurn): FacilitatorAction =>
      sub_problem_index === 0 && round === 1 ? 'clarify' : 'continue';
    const { meeting, table } = await scene.begin({ ...long, subProblems: both, facilitator: act, holds: [slow] });
    await slow.begun;
    expect((await view(meeting)).status).toBe('waiting_for_answers');
    slow.release();
    await answer(meeting, table, 'sp0-r1-q1');
    expect(await scene.end(meeting)).toEqual({ status: 'completed' });
  });
});

describe('what is open to the facilitator', () => {
  test.concurrent('is exactly what works, as often as it may', async () => {
    const { offered, act } = facilitator('moderator', 'moderator', 'moderator', 'research', 'continue');
    const { meeting, table } = await scene.begin({ ...long, facilitator: act });
    expect(await scene.end(meeting)).toEqual({ status: 'completed' });
    expect(offered).toEqual([
      ['continue', 'clarify', 'research', 'moderator'],
      // Not the same voice twice running.
      ['continue', 'clarify', 'research', 'vote'],
      ['continue', 'clarify', 'research', 'moderator', 'vote'],
      ['continue', 'clarify', 'research', 'vote'],
      ['continue', 'clarify', 'vote'],
    ]);
    expect(table.log.types.filter((type) => type === 'research_found')).toHaveLength(1);
  });

  test.concurrent(
    'is the impasse alone where the disagreement stalls, and the web only where there is one',
    async () => {
      const { offered, act } = facilitator();
      const stalled = () => signals({ conflict: 0.8, novelty: 0.3 });
      const part = { ...long, limits: { ...limits, research: false }, signals: stalled, facilitator: act };
      const { meeting } = await scene.begin(part);
      expect(await scene.end(meeting)).toEqual({ status: 'completed' });
      expect(offered).toEqual([['continue', 'clarify', 'moderator'], ['acknowledge_impasse']]);
    },
  );

  test.concurrent.each(['provider_unavailable', 'provider_rejected', 'budget_exhausted'] as const)(
    'costs no meeting its rounds where the web does not answer (%s)',
    async (type) => {
      const { act } = facilitator('research');
      const fails = (step: string) => (step === 'research' ? type : null);
      const { meeting } = await scene.begin({ ...long, facilitator: act, fails });
      expect(await scene.end(meeting)).toEqual({ status: 'completed' });
    },
  );
});
