import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTemporalClient } from './client.ts';
import { createMeetings } from './meetings.ts';
import { newMeeting, type Rig, startRig } from './testing.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

const LONGEST_MS = 4_500;

test('an engine that is not there is told within seconds, whatever is asked', async () => {
  const client = createTemporalClient({ address: '127.0.0.1:1', namespace: 'default' });
  const meetings = createMeetings(client);
  const meeting = newMeeting();
  const began = Date.now();
  const answers = await Promise.allSettled([
    meetings.start(meeting),
    meetings.state(meeting.session_id),
    meetings.pause(meeting.session_id, randomUUID()),
    meetings.cancel(meeting.session_id),
    meetings.submitAnswers(meeting.session_id, { batchId: randomUUID(), questionIds: ['q1'] }),
  ]);
  expect(Date.now() - began).toBeLessThan(LONGEST_MS);
  for (const answer of answers) {
    expect(answer).toMatchObject({ status: 'rejected', reason: { code: 'workflow_engine_unavailable' } });
  }
  await client.connection.close();
});

test('an engine whose worker is away starts meetings and says that it cannot change them', async () => {
  const meeting = newMeeting();
  await rig.meetings.start(meeting);
  expect(await rig.meetings.state(meeting.session_id)).toEqual({ state: 'running', attempt: 1 });
  const began = Date.now();
  await expect(rig.meetings.pause(meeting.session_id, randomUUID())).rejects.toMatchObject({
    code: 'workflow_engine_unavailable',
  });
  expect(Date.now() - began).toBeLessThan(LONGEST_MS);
});

test('a meeting that the engine does not know', async () => {
  const unknown = newMeeting().session_id;
  expect(await rig.meetings.state(unknown)).toEqual({ state: 'not_found' });
  await expect(rig.meetings.cancel(unknown)).rejects.toMatchObject({ code: 'not_found' });
  await expect(rig.meetings.resume(unknown, randomUUID())).rejects.toMatchObject({ code: 'not_found' });
});
