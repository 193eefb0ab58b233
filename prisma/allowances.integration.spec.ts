import { MEETINGS_A_MONTH } from '@bo1/contracts/money/values';
import type { Tier } from '@bo1/contracts/meeting/values';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { periodOf, releaseAllowance, reserveAllowance, settleAllowance } from './allowances.ts';
import { inTransaction } from './client.ts';
import { insertUser } from './test-rows.ts';
import { testDatabase, type TestDatabase } from './testing.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const NOW = new Date('2026-11-30T23:59:59.999Z');

/** As the API does it: the row and its allowance in one transaction, nothing at all where no meeting is left. */
async function start(user: { id: string; tier: Tier }, now = NOW): Promise<string | undefined> {
  const id = `bo1_${randomUUID()}`;
  const none = new Error('none left');
  return inTransaction(database.db, async (tx) => {
    await tx.session.create({
      data: { id, userId: user.id, tier: user.tier, problemStatement: 'Shall we?', correlationId: 'c' },
    });
    if (!(await reserveAllowance(tx, { user, sessionId: id, now }))) throw none;
    return id;
  }).catch((error: unknown) => {
    if (error === none) return undefined;
    throw error;
  });
}

const started = (results: (string | undefined)[]) => results.filter((id) => id !== undefined);
const end = (sessionId: string, how: typeof settleAllowance) =>
  inTransaction(database.db, (tx) => how(tx, { sessionId }));

describe('allowances', () => {
  it('let exactly the quota of the free tier start, whatever starts at once', async () => {
    for (let i = 0; i < 10; i += 1) {
      const user = await insertUser(database.db, 'free');
      const results = await Promise.all(Array.from({ length: 6 }, () => start(user)));
      expect(started(results)).toHaveLength(3);
      expect(await database.db.session.count({ where: { userId: user.id } })).toBe(3);
    }
  });

  it('never start two meetings on the last one', async () => {
    const user = await insertUser(database.db, 'free');
    expect(started([await start(user), await start(user)])).toHaveLength(2);
    expect(started(await Promise.all([start(user), start(user)]))).toHaveLength(1);
  });

  it('are unlimited for pro', async () => {
    const user = await insertUser(database.db, 'pro');
    expect(started(await Promise.all(Array.from({ length: 25 }, () => start(user))))).toHaveLength(25);
  });

  it('come back after a failure or a cancellation, not after a meeting that was held', async () => {
    const user = await insertUser(database.db, 'free');
    const [first, second] = [await start(user), await start(user), await start(user)];
    await end(first!, settleAllowance);
    await end(first!, releaseAllowance);
    expect(await start(user)).toBeUndefined();
    await end(second!, releaseAllowance);
    await end(second!, settleAllowance);
    expect(await start(user)).toBeDefined();
    const again = await inTransaction(database.db, (tx) =>
      reserveAllowance(tx, { user, sessionId: second!, now: NOW }),
    );
    expect(again, 'the released one was given to another meeting').toBe(false);
  });

  it('begin anew with the month in UTC', async () => {
    const user = await insertUser(database.db, 'free');
    for (let i = 0; i < 3; i += 1) await start(user);
    expect(await start(user)).toBeUndefined();
    expect(await start(user, new Date('2026-12-01T00:00:00.000Z'))).toBeDefined();
    expect(periodOf(NOW)).toBe('2026-11');
  });

  it('never exceed the quota under any mix of starts and ends', async () => {
    const step = fc.constantFrom('start', 'start', 'settle', 'release');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(step, { minLength: 1, maxLength: 5 }), { maxLength: 6 }), async (groups) => {
        const user = await insertUser(database.db, 'free');
        const running: string[] = [];
        for (const group of groups) {
          await Promise.all(
            group.map(async (name) => {
              if (name === 'start') {
                const id = await start(user);
                if (id) running.push(id);
                return;
              }
              const id = running.shift();
              if (id) await end(id, name === 'settle' ? settleAllowance : releaseAllowance);
            }),
          );
          const taken = { userId: user.id, state: { in: ['reserved', 'settled'] } };
          expect(await database.db.allowance.count({ where: taken })).toBeLessThanOrEqual(MEETINGS_A_MONTH.free);
        }
      }),
      { numRuns: 40 },
    );
  });
});
