import { expect, test } from 'vitest';
import { findLeaks } from '../../temporal/testing/histories.ts';
import { failure } from './fixtures/log.ts';
import { signals } from './fixtures/script.ts';
import { useScene } from './fixtures/scene.ts';

const scene = useScene();
const CANARY = 'Café "Zürich" owes\n4,711 €';

test('a planted leak in a result is found, in the history of the child too', async () => {
  const { meeting } = await scene.begin({ leak: { step: 'contribute', text: CANARY } });
  await scene.end(meeting);
  expect(findLeaks(await scene.rig.recorded([meeting.session_id]), [CANARY, 'nothing'])).toEqual([CANARY]);
});

test('a planted leak in a failure is found', async () => {
  const { meeting } = await scene.begin({
    signals: () => {
      const typed = failure('provider_rejected');
      Object.defineProperty(typed, 'message', { value: CANARY });
      throw typed;
    },
  });
  await scene.end(meeting);
  expect(findLeaks(await scene.rig.recorded([meeting.session_id]), [CANARY])).toEqual([CANARY]);
});

test('an unforeseen error leaves its message behind', async () => {
  const errors = [new TypeError(CANARY), new Error('outer', { cause: new Error(CANARY) })];
  const { meeting } = await scene.begin({
    signals: () => {
      const error = errors.pop();
      if (error) throw error;
      return signals({ agreement: 1, novelty: 0 });
    },
  });
  expect(await scene.end(meeting)).toEqual({ status: 'completed' });
  expect(findLeaks(await scene.rig.recorded([meeting.session_id]), [CANARY])).toEqual([]);
});

test('what an admin reads in the UI names steps, rounds and experts only', async () => {
  const { meeting } = await scene.begin();
  await scene.end(meeting);
  const texts = JSON.stringify(await scene.rig.summaries(meeting.session_id));
  expect(texts).toContain('Round 2 · CFO writes');
  expect(texts).toContain('Save: round 2 of at most 3 opens, paid for 3 experts');
  expect(texts).toContain('Deliberation of sub-problem 1');
  expect(texts).toContain('Meeting · Pro · attempt 1');
});

test('a meeting is found by kind, status, user, tier and round', async () => {
  const { meeting } = await scene.begin();
  await scene.end(meeting);
  const { client } = scene.rig;
  const { searchAttributes } = await client.workflow.getHandle(meeting.session_id).describe();
  expect(searchAttributes).toMatchObject({
    Bo1Kind: ['meeting'],
    Bo1Status: ['completed'],
    Bo1UserId: [meeting.user_id],
    Bo1Tier: ['pro'],
  });
  const child = await client.workflow.getHandle(`${meeting.session_id}/sp0/1`).describe();
  expect(child.searchAttributes).toMatchObject({ Bo1Kind: ['deliberation'], Bo1Round: [3], Bo1Tier: ['pro'] });
});
