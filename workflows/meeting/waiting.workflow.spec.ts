import { randomUUID } from 'node:crypto';
import { DEFAULT_LIMITS } from '@bo1/contracts/meeting/values';
import { describe, expect, test } from 'vitest';
import { meetingView, type MeetingInput } from './meeting.messages.ts';
import type { Table } from './fixtures/table.ts';
import { HoldUp, type Script, SEVERAL } from './fixtures/script.ts';
import { useScene } from './fixtures/scene.ts';
import { until } from './fixtures/until.ts';

const scene = useScene();
const limits = { ...DEFAULT_LIMITS, skip_clarification: false, insist_on_board: false };
const asking: Partial<Script> = { limits, questions: ['q1', 'q2', 'q3'] };

const view = (meeting: MeetingInput) => scene.rig.client.workflow.getHandle(meeting.session_id).query(meetingView);
const waits = (meeting: MeetingInput) =>
  until('waiting', async () => (await view(meeting)).status === 'waiting_for_answers');

function answer(meeting: MeetingInput, table: Table, ids: string[], batchId: string = randomUUID()) {
  table.batches.set(batchId, ids);
  return scene.rig.meetings.submitAnswers(meeting.session_id, { batchId, questionIds: ids });
}

describe('answers', () => {
  test.concurrent('some, then the rest', async () => {
    const { meeting, table } = await scene.begin(asking);
    await waits(meeting);
    expect(await answer(meeting, table, ['q2'])).toEqual({
      status: 'waiting_for_answers',
      remaining_question_ids: ['q1', 'q3'],
    });
    expect(await answer(meeting, table, ['q1', 'q3'])).toEqual({ status: 'running', remaining_question_ids: [] });
    expect(await scene.end(meeting)).toEqual({ status: 'completed' });
    expect(table.log.types.filter((type) => type === 'clarification_answered')).toHaveLength(2);
  });

  test.concurrent('the same batch twice is one', async () => {
    const { meeting, table } = await scene.begin(asking);
    await waits(meeting);
    const batch = randomUUID();
    const [first, second] = await Promise.all([
      answer(meeting, table, ['q1'], batch),
      answer(meeting, table, ['q1'], batch),
    ]);
    expect(second).toEqual(first);
    await answer(meeting, table, ['q2', 'q3']);
    await scene.end(meeting);
    expect(table.log.types.filter((type) => type === 'clarification_answered')).toHaveLength(2);
  });

  test.concurrent('two batches with the same question: one is refused', async () => {
    const { meeting, table } = await scene.begin(asking);
    await waits(meeting);
    const both = await Promise.allSettled([answer(meeting, table, ['q1']), answer(meeting, table, ['q1'])]);
    expect(both.map((one) => one.status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(both.find((one) => one.status === 'rejected')!.reason).toMatchObject({ code: 'question_not_open' });
    await answer(meeting, table, ['q2', 'q3']);
    expect(await scene.end(meeting)).toEqual({ status: 'completed' });
  });

  test.concurrent('that nobody asked for, or too late, are refused with their reason', async () => {
    const slow = new HoldUp('decompose');
    const { meeting, table } = await scene.begin({ ...asking, holds: [slow] });
    await waits(meeting);
    await expect(answer(meeting, table, ['q9'])).rejects.toMatchObject({ code: 'question_not_open' });
    await answer(meeting, table, ['q1', 'q2', 'q3']);
    await slow.begun;
    await expect(answer(meeting, table, ['q1'])).rejects.toMatchObject({ code: 'not_waiting_for_answers' });
    slow.release();
    await scene.end(meeting);
    await expect(answer(meeting, table, ['q1'])).rejects.toMatchObject({ code: 'session_ended' });
    const unknown = { ...meeting, session_id: `bo1_${randomUUID()}` };
    await expect(answer(unknown, table, ['q1'])).rejects.toMatchObject({ code: 'not_found' });
  });

  test.concurrent('that come before the workflow has heard of its questions are taken', async () => {
    const slow = new HoldUp('openQuestions');
    const { meeting, table } = await scene.begin({ ...asking, holds: [slow] });
    await slow.begun;
    const early = answer(meeting, table, ['q1', 'q2', 'q3']);
    slow.release();
    expect(await early).toEqual({ status: 'running', remaining_question_ids: [] });
    expect(await scene.end(meeting)).toEqual({ status: 'completed' });
  });

  test.concurrent('no questions, no waiting', async () => {
    const { meeting, table } = await scene.begin({ limits });
    expect(await scene.end(meeting)).toEqual({ status: 'completed' });
    expect(table.log.types).not.toContain('clarification_required');
  });

  test.concurrent('a stop while waiting', async () => {
    const { meeting, table } = await scene.begin(asking);
    await waits(meeting);
    await scene.rig.meetings.cancel(meeting.session_id);
    expect(await scene.end(meeting)).toEqual({ failure: 'CancelledFailure' });
    expect(table.log.types.slice(-2)).toEqual(['stopping', 'cancelled']);
  });
});

describe('pause', () => {
  const { pause, resume } = {
    pause: (meeting: MeetingInput) => scene.rig.meetings.pause(meeting.session_id, randomUUID()),
    resume: (meeting: MeetingInput) => scene.rig.meetings.resume(meeting.session_id, randomUUID()),
  };

  const steps = ['route', 'decompose', 'selectExperts', 'contribute', 'judge', 'facilitate', 'vote', 'synthesise'];
  test.concurrent.each([...steps, 'synthesiseMeeting', 'planActions'])(
    'during %s: what is in flight waits or finishes, nothing else begins',
    async (step) => {
      const slow = new HoldUp(step);
      const { meeting, table } = await scene.begin({
        holds: [slow],
        ...(step === 'synthesiseMeeting' ? { subProblems: SEVERAL } : {}),
      });
      await slow.begun;
      expect(await pause(meeting)).toEqual({ status: 'paused' });
      expect(await pause(meeting)).toEqual({ status: 'paused' });
      // The scripted ledger refuses the held step now: it raced with the pause.
      slow.release();
      expect(await view(meeting)).toMatchObject({ status: 'paused', paused: true });
      expect(await resume(meeting)).toEqual({ status: 'running' });
      expect(await resume(meeting)).toEqual({ status: 'running' });
      expect(await scene.end(meeting)).toEqual({ status: 'completed' });
      expect(table.log.types.filter((type) => type === 'paused' || type === 'resumed')).toEqual(['paused', 'resumed']);
    },
  );

  test.concurrent('twice in a meeting is two pauses', async () => {
    const [early, late] = [new HoldUp('decompose'), new HoldUp('vote')];
    const { meeting, table } = await scene.begin({ holds: [early, late] });
    for (const slow of [early, late]) {
      await slow.begun;
      await pause(meeting);
      slow.release();
      await resume(meeting);
    }
    expect(await scene.end(meeting)).toEqual({ status: 'completed' });
    const changes = table.log.types.filter((type) => type === 'paused' || type === 'resumed');
    expect(changes).toEqual(['paused', 'resumed', 'paused', 'resumed']);
  });

  test.concurrent('while waiting for answers: they are taken, and nothing begins before the resume', async () => {
    const { meeting, table } = await scene.begin(asking);
    await waits(meeting);
    expect(await pause(meeting)).toEqual({ status: 'paused' });
    expect(await answer(meeting, table, ['q1', 'q2', 'q3'])).toEqual({ status: 'paused', remaining_question_ids: [] });
    expect(table.log.types).not.toContain('decomposition_complete');
    expect(await resume(meeting)).toEqual({ status: 'running' });
    expect(await scene.end(meeting)).toEqual({ status: 'completed' });
  });

  test.concurrent('a ledger that an earlier run left paused: resume mends it', async () => {
    const slow = new HoldUp('judge');
    const { meeting, table } = await scene.begin({ holds: [slow] });
    await slow.begun;
    // As after a reset to before a pause: the rows have it, the workflow has not.
    table.control = { version: 7, paused: true };
    slow.release();
    await until('the pause is adopted', async () => (await view(meeting)).paused);
    expect(await resume(meeting)).toEqual({ status: 'running' });
    expect(table.control).toEqual({ version: 8, paused: false });
    table.log.entries.splice(
      0,
      table.log.entries.length,
      ...table.log.entries.filter(({ type }) => type !== 'resumed'),
    );
    expect(await scene.end(meeting)).toEqual({ status: 'completed' });
  });

  test.concurrent('a stop while paused', async () => {
    const slow = new HoldUp('contribute');
    const { meeting, table } = await scene.begin({ holds: [slow] });
    await slow.begun;
    await pause(meeting);
    await scene.rig.meetings.cancel(meeting.session_id);
    expect(await scene.end(meeting)).toEqual({ failure: 'CancelledFailure' });
    expect(table.status).toBe('cancelled');
    await expect(pause(meeting)).rejects.toMatchObject({ code: 'session_ended' });
  });
});
