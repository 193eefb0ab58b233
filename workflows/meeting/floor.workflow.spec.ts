import { randomUUID } from 'node:crypto';
import { INTERJECTION_COUNT } from '@bo1/contracts/meeting/values';
import { describe, expect, test } from 'vitest';
import { HoldUp } from './fixtures/script.ts';
import { useScene } from './fixtures/scene.ts';
import type { MeetingInput } from './meeting.messages.ts';

const scene = useScene();
const raise = (meeting: MeetingInput, id: string = randomUUID()) =>
  scene.rig.meetings.raiseInterjection(meeting.session_id, id);
const plan = (index: number, ...depends_on: number[]) => ({ index, complexity: 1, depends_on });
type Table = Awaited<ReturnType<typeof scene.begin>>['table'];
const keysOf = (table: Table, type: string) =>
  table.log.entries.filter((entry) => entry.type === type).map(({ key }) => key);

describe('a raised hand', () => {
  test.concurrent.each([1, 2, 3])('in round %i is answered after it, before anything else is said', async (round) => {
    const holds = Array.from({ length: round }, () => new HoldUp('summariseRound'));
    const { meeting, table } = await scene.begin({ holds });
    for (const [index, hold] of holds.entries()) {
      // Each hold is entered by the first summary that comes; those before the round in question go on at once.
      await hold.begun;
      if (index < round - 1) holds[index]!.release();
    }
    const judged = table.log.entries.filter(({ type }) => type === 'round_judged').length;
    expect(await raise(meeting)).toEqual({ status: 'running', number: 1 });
    for (const hold of holds) hold.release();
    expect(await scene.end(meeting)).toEqual({ status: 'completed' });
    const types = table.log.types;
    const answered = types.indexOf('interjection_answered');
    expect(types.filter((type) => type === 'interjection_answered')).toHaveLength(1);
    expect(types.slice(types.indexOf('interjection_raised'), answered)).not.toContain('contribution_started');
    expect(types.slice(0, answered)).not.toContain('recommendation');
    expect(judged).toBeLessThanOrEqual(3);
  });

  test.concurrent('twice with one id is one', async () => {
    const slow = new HoldUp('judge');
    const { meeting, table } = await scene.begin({ holds: [slow] });
    await slow.begun;
    const id = randomUUID();
    const [first, second] = await Promise.all([raise(meeting, id), raise(meeting, id)]);
    expect(second).toEqual(first);
    slow.release();
    await scene.end(meeting);
    expect(keysOf(table, 'interjection_raised')).toEqual(['1/interjection/1']);
    expect(keysOf(table, 'interjection_answered')).toEqual(['1/sp0/r1/interjection/1']);
  });

  test.concurrent('before the board is convened waits until one is', async () => {
    const slow = new HoldUp('route');
    const { meeting, table } = await scene.begin({ holds: [slow] });
    await slow.begun;
    const early = raise(meeting);
    slow.release();
    expect(await early).toMatchObject({ number: 1 });
    await scene.end(meeting);
    // Round 1 is blind: its experts have the words, and answer after it.
    expect(keysOf(table, 'interjection_answered')).toEqual(['1/sp0/r1/interjection/1']);
  });

  test.concurrent('where one expert answers alone is refused', async () => {
    const slow = new HoldUp('answerDirectly');
    const { meeting, table } = await scene.begin({ route: 'single', holds: [slow] });
    await slow.begun;
    await expect(raise(meeting)).rejects.toMatchObject({ code: 'floor_closed' });
    slow.release();
    await scene.end(meeting);
    expect(table.log.types).not.toContain('interjection_raised');
  });

  test.concurrent('while paused is taken, and answered after the resume', async () => {
    const slow = new HoldUp('judge');
    const { meeting, table } = await scene.begin({ holds: [slow] });
    await slow.begun;
    await scene.rig.meetings.pause(meeting.session_id, randomUUID());
    slow.release();
    expect(await raise(meeting)).toEqual({ status: 'paused', number: 1 });
    expect(table.log.types).not.toContain('interjection_answered');
    await scene.rig.meetings.resume(meeting.session_id, randomUUID());
    expect(await scene.end(meeting)).toEqual({ status: 'completed' });
    expect(keysOf(table, 'interjection_answered')).toHaveLength(1);
  });

  test.concurrent('is refused once everybody recommends, and after the end', async () => {
    const slow = new HoldUp('vote');
    const { meeting } = await scene.begin({ holds: [slow] });
    await slow.begun;
    await expect(raise(meeting)).rejects.toMatchObject({ code: 'floor_closed' });
    slow.release();
    await scene.end(meeting);
    await expect(raise(meeting)).rejects.toMatchObject({ code: 'session_ended' });
  });

  test.concurrent('is answered by each board that sits, and heard by those to come', async () => {
    const slow = new HoldUp('judge');
    const { meeting, table } = await scene.begin({ subProblems: [plan(0), plan(1), plan(2, 0)], holds: [slow] });
    await slow.begun;
    await raise(meeting);
    slow.release();
    expect(await scene.end(meeting)).toEqual({ status: 'completed' });
    const boards = keysOf(table, 'interjection_answered').map((key) => key.split('/')[1]);
    expect(boards).toEqual(expect.arrayContaining(['sp0', 'sp1']));
  });

  test.concurrent('many of them come in calls of three', async () => {
    const slow = new HoldUp('judge');
    const { meeting, table } = await scene.begin({ holds: [slow] });
    await slow.begun;
    for (let number = 1; number <= 4; number += 1) expect(await raise(meeting)).toMatchObject({ number });
    slow.release();
    await scene.end(meeting);
    const calls = table.calls.filter((key) => key.includes('/interjections/'));
    expect(calls).toEqual(['sp0/r1/interjections/1', 'sp0/r1/interjections/4']);
    expect(INTERJECTION_COUNT.max).toBeGreaterThan(4);
  });

  test.concurrent.each(['budget_exhausted', 'invalid_model_answer'] as const)(
    'that gets no answer (%s) ends no meeting',
    async (type) => {
      const slow = new HoldUp('judge');
      const fails = (step: string) => (step === 'answerInterjections' ? type : null);
      const { meeting, table } = await scene.begin({ holds: [slow], fails });
      await slow.begun;
      await raise(meeting);
      slow.release();
      expect(await scene.end(meeting)).toEqual({ status: 'completed' });
      expect(table.log.types.filter((name) => name === 'round_started')).toHaveLength(3);
    },
  );
});

describe('constraints', () => {
  test.concurrent('are taken while rounds are held, and refused after them', async () => {
    const [early, late] = [new HoldUp('contribute'), new HoldUp('synthesise')];
    const { meeting, table } = await scene.begin({ holds: [early, late] });
    const set = () => scene.rig.meetings.setConstraints(meeting.session_id, randomUUID());
    await early.begun;
    expect(await set()).toEqual({ status: 'running' });
    early.release();
    await late.begun;
    await expect(set()).rejects.toMatchObject({ code: 'floor_closed' });
    late.release();
    await scene.end(meeting);
    expect(keysOf(table, 'constraints_changed')).toHaveLength(1);
  });
});
