import { randomUUID } from 'node:crypto';
import type { SessionEvent } from '@bo1/contracts/events/schema';
import type { ConstraintsSet, InterjectionRaised } from '@bo1/contracts/floor/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApi, WHOLE_MEETINGS, type ApiRig } from '../testing/rig.ts';
import { follow, StreamClient } from '../testing/stream-client.ts';
import { PROBLEM_STATEMENT, type Visitor } from '../testing/visitor.ts';

let rig: ApiRig;
let person: Visitor;
beforeAll(async () => {
  rig = await startApi(WHOLE_MEETINGS);
  person = await rig.person({ tier: 'pro' });
});
afterAll(() => rig?.stop());

const raise = (id: string, text: unknown, key: string = randomUUID()) =>
  person.call('POST', `/api/v1/sessions/${id}/interjections`, { text }, { 'idempotency-key': key });
const eventsOf = async (id: string) =>
  (await person.get<{ events: SessionEvent[] }>(`/api/v1/sessions/${id}/events`)).body.events;

async function seen(id: string, type: SessionEvent['type']): Promise<void> {
  const client = await new StreamClient(person, id).until((each) => each.frames.some((frame) => frame.event === type));
  client.close();
}

async function sitting(): Promise<string> {
  const body = { problem_statement: PROBLEM_STATEMENT, skip_clarification: true, insist_on_board: true };
  const id = (await person.post<{ id: string }>('/api/v1/sessions', body)).body.id;
  await seen(id, 'round_started');
  return id;
}

describe('a raised hand', () => {
  it(
    'is numbered, answered by experts, repeated without harm, and refused after the end',
    { timeout: 90_000 },
    async () => {
      const id = await sitting();
      const key = randomUUID();
      const first = await raise(id, '  The landlord called: May is possible.  ', key);
      expect([first.status, first.body]).toEqual([201, { id, status: 'running', number: 1 }]);
      const again = await raise(id, 'The landlord called: May is possible.', key);
      expect([again.status, (again.body as unknown as InterjectionRaised).number]).toEqual([201, 1]);
      expect((await raise(id, 'Something else', key)).body.code).toBe('idempotency_key_reused');
      const set = await person.post<ConstraintsSet>(`/api/v1/sessions/${id}/constraints`, {
        constraints: ['Nobody is let go.'],
      });
      expect([set.status, set.body]).toEqual([201, { id, status: 'running', constraints: ['Nobody is let go.'] }]);
      await follow(person, id);

      const events = await eventsOf(id);
      const data = (type: string) => events.filter((event) => event.type === type).map((event) => event.data);
      expect(data('interjection_raised')).toEqual([
        { number: 1, text: 'The landlord called: May is possible.', flagged: [] },
      ]);
      expect(data('interjection_answered')[0]).toMatchObject({ number: 1, round: 1 });
      expect(data('constraints_changed')).toEqual([{ constraints: ['Nobody is let go.'], flagged: [] }]);
      expect(events.at(-1)?.type).toBe('complete');
      const late = await raise(id, 'Too late.');
      expect([late.status, late.body.code]).toEqual([409, 'session_ended']);
      // The answer to a request that was lost on its way is still to be had.
      expect((await raise(id, 'The landlord called: May is possible.', key)).body).toMatchObject({ number: 1 });
    },
  );

  it('is taken while the meeting is paused or waits for answers', { timeout: 60_000 }, async () => {
    const id = await person.meeting();
    await seen(id, 'clarification_required');
    expect((await raise(id, 'Before anything was asked.')).body).toMatchObject({ number: 1 });
    await person.post(`/api/v1/sessions/${id}/pause`);
    const paused = await raise(id, 'While it rests.');
    expect(paused.body).toEqual({ id, status: 'paused', number: 2 });
    await person.post(`/api/v1/sessions/${id}/cancel`);
    await follow(person, id);
    expect((await eventsOf(id)).at(-1)?.type).toBe('cancelled');
  });

  it('of somebody else, empty, too long or no text is a problem', async () => {
    const id = await rig.meetingOf(person, { status: 'running' });
    const stranger = await rig.person();
    expect((await stranger.post(`/api/v1/sessions/${id}/interjections`, { text: 'Hi' })).status).toBe(404);
    for (const text of ['', '   ', 'a'.repeat(2_001), 7, null, '\u0000']) {
      const { status, body } = await raise(id, text);
      expect([status, body.code]).toEqual([422, 'validation_failed']);
    }
    for (const constraints of [
      ['a', 'a'],
      ['a'.repeat(301)],
      Array.from({ length: 11 }, (_, index) => `c${index}`),
      'x',
    ]) {
      const { status } = await person.post(`/api/v1/sessions/${id}/constraints`, { constraints });
      expect(status).toBe(422);
    }
    expect(await rig.db.interjection.count({ where: { sessionId: id } })).toBe(0);
  });
});

describe('a raised budget', () => {
  it('is for admins, rises only, and has an end', { timeout: 60_000 }, async () => {
    const id = await sitting();
    const admin = await rig.person({ role: 'admin' });
    const path = `/api/v1/admin/sessions/${id}/budget`;
    expect((await person.post(path, { limit: '5.00' })).body.code).toBe('forbidden');
    expect((await admin.post(path, { limit: '5' })).body).toEqual({ id, limit: '5.00' });
    expect((await admin.post(path, { limit: '0.10' })).body).toEqual({ id, limit: '5.00' });
    for (const limit of ['10.01', '-1', 'much', 3]) expect((await admin.post(path, { limit })).status).toBe(422);
    expect((await rig.db.budget.findUniqueOrThrow({ where: { sessionId: id } })).limitMicros).toBe(5_000_000n);
    await follow(person, id);
    expect((await admin.post(path, { limit: '6.00' })).body).toMatchObject({
      code: 'session_ended',
      detail: expect.stringContaining('came to its decision') as string,
    });
    expect(JSON.stringify(await eventsOf(id))).not.toContain('5000000');
  });

  it.each([
    ['failed', '3.50', '3.50'],
    ['partial', '0.10', '2.00'],
    ['created', '4.00', '4.00'],
  ])('of a meeting that is %s is that of its next attempt: %s', async (status, limit, had) => {
    const id = await rig.meetingOf(person, { status, closedAttempt: status === 'created' ? 0 : 1, tier: 'pro' });
    // One that failed before it was opened, and one that is about to start, have no budget yet.
    if (status === 'partial')
      await rig.db.budget.create({ data: { sessionId: id, limitMicros: 2_000_000n, state: 'closed' } });
    const admin = await rig.person({ role: 'admin' });
    const path = `/api/v1/admin/sessions/${id}/budget`;
    expect((await admin.post(path, { limit })).body).toEqual({ id, limit: had });
    expect((await admin.post(path, { limit: '1.00' })).body).toEqual({ id, limit: had });
    const row = await rig.db.budget.findUniqueOrThrow({ where: { sessionId: id } });
    expect([row.state, row.settledMicros]).toEqual(['closed', 0n]);
    await rig.db.session.delete({ where: { id } });
  });

  it('is refused where nothing will be spent any more', async () => {
    const admin = await rig.person({ role: 'admin' });
    for (const [status, why] of [
      ['completed', 'came to its decision'],
      ['cancelled', 'was stopped'],
    ] as const) {
      const id = await rig.meetingOf(person, { status, closedAttempt: 1 });
      const refused = await admin.post(`/api/v1/admin/sessions/${id}/budget`, { limit: '3.00' });
      expect([refused.status, refused.body.code]).toEqual([409, 'session_ended']);
      expect(refused.body.detail).toContain(why);
      expect(await rig.db.budget.count({ where: { sessionId: id } })).toBe(0);
    }
  });
});
