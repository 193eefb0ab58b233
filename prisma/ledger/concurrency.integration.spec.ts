import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as ledger from '../ledger.ts';
import { testDatabase, type TestDatabase } from '../testing.ts';
import { cashier, usage } from './testing.ts';

let database: TestDatabase;
let at: ReturnType<typeof cashier>;
beforeAll(async () => {
  database = await testDatabase();
  at = cashier(database.db);
});
afterAll(() => database.drop());

describe('the ledger under concurrent steps', () => {
  const micros = fc.integer({ min: 0, max: 400 });
  const callKey = fc.constantFrom('a', 'b', 'c', 'd');
  const reservationKey = fc.constantFrom('r1', 'r2', 'closing');
  const command = fc.oneof(
    { weight: 4, arbitrary: fc.record({ do: fc.constant('begin' as const), callKey, reservationKey, micros }) },
    {
      weight: 3,
      arbitrary: fc.record({ do: fc.constant('settle' as const), share: fc.double({ min: 0, max: 1, noNaN: true }) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ do: fc.constant('presume' as const), share: fc.double({ min: 0, max: 1, noNaN: true }) }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('reserve' as const), reservationKey, micros }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('release' as const), reservationKey }) },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('answer' as const),
        callKey,
        share: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ do: fc.constant('control' as const), paused: fc.boolean(), version: fc.nat(9) }),
    },
    { weight: 1, arbitrary: fc.constant({ do: 'close' as const }) },
    { weight: 1, arbitrary: fc.constant({ do: 'open' as const }) },
  );
  type Command = typeof command extends fc.Arbitrary<infer C> ? C : never;
  const REFUSALS = ['budget_exhausted', 'spending_paused', 'spending_stopped'];

  interface World {
    id: string;
    flying: { attemptId: string; worst: number }[];
  }

  /** The answer of a call in flight, or of one that was settled before. */
  async function answer({ id, flying }: World, { callKey, share }: { callKey: string; share: number }): Promise<void> {
    const attempt = flying.shift();
    const cost = Math.floor((attempt?.worst ?? 0) * share);
    await at.answer(id, callKey, 'yes', attempt?.attemptId, cost);
  }

  async function perform(world: World, command: Command): Promise<void> {
    const { id: sessionId, flying } = world;
    switch (command.do) {
      case 'begin': {
        const stored = await ledger.storedAnswer(database.db, { sessionId, callKey: command.callKey });
        const result = await at.begin(sessionId, command.callKey, command.micros, command.reservationKey);
        if (stored) expect(result.kind).toBe('stored');
        if (result.kind === 'begun') flying.push({ attemptId: result.attemptId, worst: command.micros });
        return;
      }
      case 'settle':
      case 'presume': {
        const attempt = flying.shift();
        if (!attempt) return;
        const closing = {
          sessionId,
          attemptId: attempt.attemptId,
          usage,
          costMicros: Math.floor(attempt.worst * command.share),
        };
        await at.run((tx) => (command.do === 'settle' ? ledger.settleAttempt : ledger.presumeAttempt)(tx, closing));
        return;
      }
      case 'reserve':
        await at.run((tx) =>
          ledger.reserve(tx, { sessionId, key: command.reservationKey, amountMicros: command.micros }),
        );
        return;
      case 'release':
        return at.run((tx) => ledger.release(tx, { sessionId, key: command.reservationKey }));
      case 'answer':
        await answer(world, command);
        return;
      case 'control': {
        const state = command.paused ? 'paused' : 'open';
        await at.run((tx) => ledger.setControl(tx, { sessionId, state, version: command.version }));
        return;
      }
      case 'close':
        return at.run((tx) => ledger.closeBudget(tx, { sessionId }));
      case 'open':
        return at.run((tx) => ledger.openBudget(tx, { sessionId, limitMicros: 1_000 }));
    }
  }

  it('never exceeds the limit, keeps its sums, and leaves nothing reserved at the end', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(command, { minLength: 1, maxLength: 6 }), { maxLength: 8 }),
        async (groups) => {
          const world: World = { id: await at.meeting(1_000), flying: [] };
          for (const group of groups) {
            const results = await Promise.allSettled(group.map((command) => perform(world, command)));
            for (const result of results) {
              if (result.status === 'rejected' && !REFUSALS.includes((result.reason as { code: string }).code))
                throw result.reason;
            }
            await at.books(world.id);
          }
          await at.run((tx) => ledger.closeBudget(tx, { sessionId: world.id }));
          expect(await at.books(world.id)).toMatchObject({ set_aside: 0, flying: 0 });
          expect((await ledger.spending(database.db, world.id))?.reserved).toBe('0.00');
        },
      ),
      { numRuns: 80 },
    );
  });

  it('exceeds the limit by no more than calls exceed their worst case, and then begins no other', async () => {
    const step = fc.record({
      worst: micros,
      reservationKey,
      overrun: fc.constantFrom(0, 0, 0, 0.2, 1.5),
      reserve: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        const id = await at.meeting(1_000);
        let spent = 0;
        for (const [index, { worst, reservationKey, overrun, reserve }] of steps.entries()) {
          if (reserve)
            await at.run((tx) => ledger.reserve(tx, { sessionId: id, key: reservationKey, amountMicros: worst }));
          const begun = await at.begin(id, `call ${index}`, worst, reservationKey).catch((error: unknown) => error);
          if (begun instanceof ledger.BudgetExhausted) continue;
          expect(spent + worst).toBeLessThanOrEqual(1_000);
          const cost = Math.floor(worst * (1 + overrun));
          await at.settle(id, (begun as { attemptId: string }).attemptId, cost);
          spent += cost;
        }
      }),
      { numRuns: 30 },
    );
  });

  it('never has two attempts of one call in flight', async () => {
    for (let i = 0; i < 15; i += 1) {
      const id = await at.meeting(10_000);
      const results = await Promise.all(Array.from({ length: 5 }, () => at.begun(id, 'a', 100)));
      expect(results.map(({ number }) => number).sort()).toEqual([1, 2, 3, 4, 5]);
      const rows = await database.db.llmAttempt.groupBy({ by: ['state'], where: { sessionId: id }, _count: true });
      expect(Object.fromEntries(rows.map(({ state, _count }) => [state, _count]))).toEqual({
        reserved: 1,
        presumed: 4,
      });
      expect(await at.books(id)).toMatchObject({ presumed: 400, flying: 100 });
    }
  });
});
