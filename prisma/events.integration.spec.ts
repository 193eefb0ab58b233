import { sessionEvent } from '@bo1/contracts/events/schema';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTransaction } from './client.ts';
import { appendEvents, AttemptClosed, EventRefused, lockSession, readEvents, SessionMissing } from './events.ts';
import type { Append, Appended, NewEvent } from './events.ts';
import { insertSession } from './test-rows.ts';
import { testDatabase, type TestDatabase } from './testing.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const paused = (version: number): NewEvent => ({ type: 'paused', data: { version }, dedupeKey: `1/pause/${version}` });
const ended: NewEvent = { type: 'cancelled', data: { reason: 'stopped_by_user' }, dedupeKey: '1/end' };
const complete = (attempt: number): NewEvent => ({
  type: 'complete',
  data: { decision: 'Open it.', stopped_early: false },
  dedupeKey: `${attempt}/end`,
});

const append = (id: string, events: NewEvent[], more: Partial<Append> = {}): Promise<Appended> =>
  inTransaction(database.db, async (tx) => {
    const session = await lockSession(tx, id);
    return appendEvents(tx, session, { attempt: 1, correlationId: 'c', events, ...more });
  });

const log = (sessionId: string) => readEvents(database.db, { sessionId, after: 0 });
const row = (id: string) => database.db.session.findUniqueOrThrow({ where: { id } });

describe('appendEvents', () => {
  it('numbers events from 1 and reads them back as the contract has them', async () => {
    const { id } = await insertSession(database.db);
    expect(await append(id, [paused(1), paused(2)])).toEqual({ sequences: [1, 2], last_sequence: 2, appended: 2 });
    const events = await log(id);
    for (const event of events) expect(sessionEvent.parse(event)).toEqual(event);
    expect(events.map(({ sequence, data }) => [sequence, data])).toEqual([
      [1, { version: 1 }],
      [2, { version: 2 }],
    ]);
    expect(await readEvents(database.db, { sessionId: id, after: 1, limit: 5 })).toHaveLength(1);
    expect(await readEvents(database.db, { sessionId: id, after: 0, limit: 1 })).toHaveLength(1);
  });

  it('writes a fact once, its counts and status too', async () => {
    const { id } = await insertSession(database.db);
    const step = {
      counts: { expert: 2, round: 1, contribution: 3, action: 4 },
      status: 'running',
      step: 'rounds',
    } as const;
    await append(id, [paused(1)], step);
    await append(id, [paused(2)], { status: 'paused', step: 'vote' });
    const again = await append(id, [paused(1)], step);
    expect(again).toEqual({ sequences: [1], last_sequence: 2, appended: 0 });
    expect(await row(id)).toMatchObject({
      lastSequence: 2,
      expertCount: 2,
      roundCount: 1,
      contributionCount: 3,
      actionCount: 4,
      status: 'paused',
      step: 'vote',
    });
  });

  it('moves status and step without an event', async () => {
    const { id } = await insertSession(database.db);
    await append(id, [], { step: 'vote', status: 'running' });
    expect(await row(id)).toMatchObject({ step: 'vote', status: 'running', lastSequence: 0 });
  });

  it('closes an attempt with its terminal event, and refuses whatever would follow', async () => {
    const { id } = await insertSession(database.db);
    await append(id, [paused(1), ended]);
    expect(await row(id)).toMatchObject({
      closedAttempt: 1,
      status: 'cancelled',
      step: 'ended',
      endedAt: expect.any(Date),
    });
    await expect(append(id, [paused(2)])).rejects.toBeInstanceOf(AttemptClosed);
    await expect(append(id, [complete(1), paused(3)].reverse())).rejects.toBeInstanceOf(AttemptClosed);
    await expect(append(id, [], { status: 'running' })).rejects.toBeInstanceOf(AttemptClosed);
    expect(await append(id, [paused(1), ended])).toMatchObject({ sequences: [1, 2], appended: 0 });
    expect(await log(id)).toHaveLength(2);
  });

  it('opens the next attempt with `retried` only, after the one before has ended', async () => {
    const { id } = await insertSession(database.db);
    const retried = (attempt: number): NewEvent => ({
      type: 'retried',
      data: { attempt },
      dedupeKey: `${attempt}/started`,
    });
    await expect(append(id, [retried(2)], { attempt: 2 })).rejects.toBeInstanceOf(EventRefused);
    await append(id, [ended]);
    await expect(append(id, [paused(9)], { attempt: 2 })).rejects.toBeInstanceOf(EventRefused);
    await expect(append(id, [retried(3)], { attempt: 3 })).rejects.toBeInstanceOf(EventRefused);
    await append(id, [retried(2)], { attempt: 2 });
    expect(await row(id)).toMatchObject({ attempt: 2, closedAttempt: 1, status: 'running', endedAt: null });
    expect((await append(id, [complete(2)], { attempt: 2 })).sequences).toEqual([3]);
    expect(await row(id)).toMatchObject({ attempt: 2, closedAttempt: 2, status: 'completed' });
  });

  it('refuses data that does not fit, without telling it', async () => {
    const { id } = await insertSession(database.db);
    const wrong = { type: 'paused', data: { version: 'a secret' }, dedupeKey: 'x' } as unknown as NewEvent;
    await expect(append(id, [wrong])).rejects.toThrow(
      /^The data of paused does not fit its schema: version \(invalid_type\)\.$/,
    );
    await expect(append(id, [ended, paused(1)])).rejects.toBeInstanceOf(EventRefused);
    await expect(append(id, [paused(1), paused(1)])).rejects.toBeInstanceOf(EventRefused);
    await expect(append(id, [ended], { status: 'running' })).rejects.toBeInstanceOf(EventRefused);
    await expect(append('bo1_none', [paused(1)])).rejects.toBeInstanceOf(SessionMissing);
    expect(await log(id)).toEqual([]);
  });

  it('keeps text that Postgres cannot hold, without the characters in question', async () => {
    const { id } = await insertSession(database.db);
    const text = `a\u0000b \ud800 c 👍 'quoted' "$1"`;
    await append(id, [{ type: 'interjection_raised', data: { number: 1, text, flagged: [] }, dedupeKey: 'i' }]);
    expect((await log(id))[0]?.data).toMatchObject({ number: 1, text: `ab \ufffd c 👍 'quoted' "$1"` });
  });

  it('keeps one gap-free log under concurrent, repeated and aborted writers', async () => {
    const writer = fc.record({
      keys: fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 4 }),
      aborts: fc.boolean(),
      repeats: fc.integer({ min: 1, max: 2 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(writer, { minLength: 2, maxLength: 8 }), async (writers) => {
        const { id } = await insertSession(database.db);
        const run = async ({ keys, aborts, repeats }: (typeof writers)[number]) => {
          for (let i = 0; i < repeats; i += 1) {
            await inTransaction(database.db, async (tx) => {
              const session = await lockSession(tx, id);
              await appendEvents(tx, session, { attempt: 1, correlationId: 'c', events: keys.map(paused) });
              if (aborts) throw new RangeError('abort');
            }).catch((error: unknown) => {
              if (!(error instanceof RangeError)) throw error;
            });
          }
        };
        await Promise.all(writers.map(run));
        const expected = new Set(writers.filter(({ aborts }) => !aborts).flatMap(({ keys }) => keys));
        const events = await log(id);
        expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index + 1));
        expect(new Set(events.map(({ data }) => (data as { version: number }).version))).toEqual(expected);
        expect(events).toHaveLength(expected.size);
        expect((await row(id)).lastSequence).toBe(expected.size);
        const times = events.map(({ at }) => Date.parse(at));
        expect(times).toEqual([...times].sort((a, b) => a - b));
      }),
      { numRuns: 60 },
    );
  });

  it('lets exactly one of many endings in, and nothing after it', async () => {
    for (let i = 0; i < 20; i += 1) {
      const { id } = await insertSession(database.db);
      const endings = [ended, { ...complete(1), dedupeKey: '1/other-end' }, paused(1), paused(2)];
      const results = await Promise.allSettled(endings.map((event) => append(id, [event])));
      for (const result of results) {
        if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(AttemptClosed);
      }
      const events = await log(id);
      const terminal = events.filter(({ type }) => type === 'cancelled' || type === 'complete');
      expect(terminal).toHaveLength(1);
      expect(events.at(-1)).toEqual(terminal[0]);
    }
  });
});
