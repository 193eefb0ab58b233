import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { HoldUp } from './fixtures/script.ts';
import { useScene } from './fixtures/scene.ts';

const scene = useScene();

test('a budget that is raised in time lets the board go on; after the end it is too late', async () => {
  const slow = new HoldUp('judge');
  const { meeting, table } = await scene.begin({ affordableRounds: 1, holds: [slow] });
  await slow.begun;
  const raise = (limit: number) => scene.rig.meetings.raiseBudget(meeting.session_id, limit, randomUUID());
  // The scripted ledger counts rounds, not money.
  expect(await raise(3)).toEqual({ limit_micros: 3 });
  slow.release();
  expect(await scene.end(meeting)).toEqual({ status: 'completed' });
  expect(table.log.types.filter((type) => type === 'round_started')).toHaveLength(3);
  await expect(raise(4)).rejects.toMatchObject({ code: 'session_ended' });
});
