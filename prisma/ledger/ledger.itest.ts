import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTransaction, type Tx } from '../client.ts';
import * as ledger from '../ledger.ts';
import { insertSession } from '../test-rows.ts';
import { testDatabase, type TestDatabase } from '../testing.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const run = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => inTransaction(database.db, work);
const usage = { input_tokens: 10, output_tokens: 5, cache_read_tokens: 3, cache_write_tokens: 2 };

const call = (
  sessionId: string,
  callKey: string,
  worstCaseMicros: number,
  reservationKey = 'none',
): ledger.CallToMake => ({
  sessionId,
  callKey,
  reservationKey,
  provider: 'anthropic',
  model: 'm',
  templateVersion: '1',
  promptHash: 'h',
  priceVersion: 'p',
  worstCaseMicros,
  inputTokens: 100,
  maxOutputTokens: 50,
});
const answerTo = (sessionId: string, callKey: string, text = 'yes'): ledger.NewAnswer => ({
  sessionId,
  callKey,
  provider: 'anthropic',
  model: 'm',
  templateVersion: '1',
  promptHash: 'h',
  content: { text },
  stopReason: 'end_turn',
});
const begin = (id: string, key: string, worst: number, reservation?: string) =>
  run((tx) => ledger.beginAttempt(tx, call(id, key, worst, reservation)));
async function begun(id: string, key: string, worst: number, reservation?: string) {
  const attempt = await begin(id, key, worst, reservation);
  if (attempt.kind !== 'begun') throw new Error('An answer was stored.');
  return attempt;
}
const settle = (sessionId: string, attemptId: string, costMicros: number) =>
  run((tx) => ledger.settleAttempt(tx, { sessionId, attemptId, costMicros, usage }));

async function meeting(limitMicros: number): Promise<string> {
  const { id } = await insertSession(database.db);
  await run((tx) => ledger.openBudget(tx, { sessionId: id, limitMicros }));
  return id;
}

/** Money as the rows have it, from one snapshot; throws where a sum or the limit does not hold. */
async function books(sessionId: string) {
  const [row] = await database.db.$queryRaw<[Record<string, bigint>]>`
    select limit_micros as "limit", settled_micros as settled, presumed_micros as presumed,
      (select coalesce(sum(amount_micros - used_micros), 0)::bigint from reservations
        where session_id = ${sessionId} and state = 'open') as set_aside,
      (select coalesce(sum(reserved_micros), 0)::bigint from llm_attempts
        where session_id = ${sessionId} and state = 'reserved') as flying,
      (select coalesce(sum(cost_micros), 0)::bigint from llm_attempts
        where session_id = ${sessionId} and state = 'settled') as settled_rows,
      (select coalesce(sum(cost_micros), 0)::bigint from llm_attempts
        where session_id = ${sessionId} and state = 'presumed') as presumed_rows
    from budgets where session_id = ${sessionId}`;
  const sums = Object.fromEntries(Object.entries(row).map(([key, value]) => [key, Number(value)])) as Record<
    'limit' | 'settled' | 'presumed' | 'set_aside' | 'flying' | 'settled_rows' | 'presumed_rows',
    number
  >;
  expect(sums.settled).toBe(sums.settled_rows);
  expect(sums.presumed).toBe(sums.presumed_rows);
  expect(sums.settled + sums.presumed + sums.set_aside + sums.flying).toBeLessThanOrEqual(sums.limit);
  return sums;
}

const notices = async (sessionId: string) =>
  (await database.db.adminNotice.findMany({ where: { sessionId }, orderBy: { type: 'asc' } })).map(({ type }) => type);

describe('the ledger', () => {
  it('holds a reservation once, draws on it first, and gives back what a call did not cost', async () => {
    const id = await meeting(1_000);
    const reserve = (key: string, amountMicros: number) =>
      run((tx) => ledger.reserve(tx, { sessionId: id, key, amountMicros }));
    expect(await reserve('sp0/r1', 600)).toBe(true);
    expect(await reserve('sp0/r1', 600)).toBe(true);
    expect(await reserve('closing', 500)).toBe(false);
    expect(await reserve('closing', 300)).toBe(true);
    const first = await begun(id, 'a', 400, 'sp0/r1');
    expect(await books(id)).toMatchObject({ set_aside: 500, flying: 400 });
    const second = await begun(id, 'b', 300, 'sp0/r1'); // 200 of the reservation, 100 unreserved
    expect(await books(id)).toMatchObject({ set_aside: 300, flying: 700 });
    await expect(begin(id, 'c', 1, 'sp0/r1')).rejects.toBeInstanceOf(ledger.BudgetExhausted);
    await settle(id, first.attemptId, 150);
    expect(await books(id)).toMatchObject({ settled: 150, set_aside: 550, flying: 300 });
    await run((tx) => ledger.release(tx, { sessionId: id, key: 'sp0/r1' }));
    await settle(id, second.attemptId, 50);
    expect(await books(id)).toMatchObject({ settled: 200, set_aside: 300, flying: 0 });
    expect(await reserve('sp0/r1', 500)).toBe(true);
    expect(await books(id)).toMatchObject({ settled: 200, set_aside: 800, flying: 0 });
  });

  it('presumes the dead attempt of a call when the next one begins, and corrects it should it live', async () => {
    const id = await meeting(1_000);
    const dead = await begun(id, 'a', 300);
    const next = await begun(id, 'a', 300);
    expect([dead.number, next.number]).toEqual([1, 2]);
    expect(await books(id)).toMatchObject({ presumed: 300, flying: 300 });
    expect(await settle(id, dead.attemptId, 40)).toBe(true);
    expect(await books(id)).toMatchObject({ presumed: 0, settled: 40, flying: 300 });
    expect(await settle(id, dead.attemptId, 77)).toBe(false);
    await settle(id, next.attemptId, 60);
    expect(await ledger.spending(database.db, id)).toEqual({
      limit: '0.001',
      settled: '0.0001',
      presumed: '0.00',
      reserved: '0.00',
      calls: 2,
      input_tokens: 20,
      output_tokens: 10,
      cache_read_tokens: 6,
      cache_write_tokens: 4,
    });
  });

  it('gives a stored answer without paying, also when paused, and keeps the first one', async () => {
    const id = await meeting(1_000);
    expect((await run((tx) => ledger.storeAnswer(tx, answerTo(id, 'a', 'first')))).content).toEqual({ text: 'first' });
    expect((await run((tx) => ledger.storeAnswer(tx, answerTo(id, 'a', 'second')))).content).toEqual({ text: 'first' });
    await run((tx) => ledger.setControl(tx, { sessionId: id, state: 'paused', version: 1 }));
    expect(await begin(id, 'a', 10)).toMatchObject({ kind: 'stored', answer: { content: { text: 'first' } } });
    expect(await database.db.llmAttempt.count({ where: { sessionId: id } })).toBe(0);
  });

  it('refuses while paused, stopping or closed; older versions change nothing', async () => {
    const id = await meeting(1_000);
    const control = (state: 'open' | 'paused', version: number) =>
      run((tx) => ledger.setControl(tx, { sessionId: id, state, version }));
    const refusal = () => begin(id, 'x', 1).catch((error: unknown) => (error as { code: string }).code);
    const reservation = () => run((tx) => ledger.reserve(tx, { sessionId: id, key: 'r', amountMicros: 1 }));
    expect(await control('paused', 2)).toEqual({ changed: true, state: 'paused', version: 2 });
    expect(await control('open', 1)).toEqual({ changed: false, state: 'paused', version: 2 });
    expect(await refusal()).toBe('spending_paused');
    await expect(reservation()).rejects.toBeInstanceOf(ledger.SpendingPaused);
    expect(await control('open', 3)).toMatchObject({ changed: true, state: 'open' });
    expect(await reservation()).toBe(true);
    await run((tx) => ledger.setControl(tx, { sessionId: id, state: 'stopping' }));
    expect(await control('open', 4)).toEqual({ changed: false, state: 'stopping', version: 3 });
    expect(await refusal()).toBe('spending_stopped');
    await run((tx) => ledger.openBudget(tx, { sessionId: id, limitMicros: 1_000 }));
    expect(await refusal()).toBe('spending_stopped');
    await run((tx) => ledger.closeBudget(tx, { sessionId: id }));
    await run((tx) => ledger.openBudget(tx, { sessionId: id, limitMicros: 1_000 }));
    expect((await begin(id, 'x', 1)).kind).toBe('begun');
  });

  it('tells admins of 80 %, of a dear call and of a dear meeting, once each', async () => {
    const id = await meeting(2_000_000);
    const spend = async (key: string, cost: number) => settle(id, (await begun(id, key, cost)).attemptId, cost);
    await spend('a', 500_000);
    expect(await notices(id)).toEqual([]);
    await spend('b', 500_001);
    expect(await notices(id)).toEqual(['cost_anomaly_call', 'cost_anomaly_meeting']);
    await spend('c', 600_000);
    await begin(id, 'd', 100);
    await run((tx) => ledger.closeBudget(tx, { sessionId: id }));
    expect(await notices(id)).toEqual([
      'budget_warning',
      'cost_anomaly_call',
      'cost_anomaly_call',
      'cost_anomaly_meeting',
    ]);
    const warning = await database.db.adminNotice.findFirstOrThrow({
      where: { sessionId: id, type: 'budget_warning' },
    });
    expect(warning.data).toEqual({ spent: '1.600001', limit: '2.00' });
  });

  it('counts a call that cost more than its worst case in full, and pays nothing more', async () => {
    const id = await meeting(100);
    await settle(id, (await begun(id, 'a', 90)).attemptId, 250);
    expect(await ledger.spending(database.db, id)).toMatchObject({ settled: '0.00025', limit: '0.0001' });
    await expect(begin(id, 'b', 0)).rejects.toBeInstanceOf(ledger.BudgetExhausted);
  });
});

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
    { weight: 1, arbitrary: fc.record({ do: fc.constant('answer' as const), callKey }) },
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

  async function perform(world: World, command: Command): Promise<void> {
    const { id: sessionId, flying } = world;
    switch (command.do) {
      case 'begin': {
        const stored = await ledger.storedAnswer(database.db, { sessionId, callKey: command.callKey });
        const result = await begin(sessionId, command.callKey, command.micros, command.reservationKey);
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
        await run((tx) => (command.do === 'settle' ? ledger.settleAttempt : ledger.presumeAttempt)(tx, closing));
        return;
      }
      case 'reserve':
        await run((tx) => ledger.reserve(tx, { sessionId, key: command.reservationKey, amountMicros: command.micros }));
        return;
      case 'release':
        return run((tx) => ledger.release(tx, { sessionId, key: command.reservationKey }));
      case 'answer':
        await run((tx) => ledger.storeAnswer(tx, answerTo(sessionId, command.callKey)));
        return;
      case 'control': {
        const state = command.paused ? 'paused' : 'open';
        await run((tx) => ledger.setControl(tx, { sessionId, state, version: command.version }));
        return;
      }
      case 'close':
        return run((tx) => ledger.closeBudget(tx, { sessionId }));
      case 'open':
        return run((tx) => ledger.openBudget(tx, { sessionId, limitMicros: 1_000 }));
    }
  }

  it('never exceeds the limit, keeps its sums, and leaves nothing reserved at the end', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(command, { minLength: 1, maxLength: 6 }), { maxLength: 8 }),
        async (groups) => {
          const world: World = { id: await meeting(1_000), flying: [] };
          for (const group of groups) {
            const results = await Promise.allSettled(group.map((command) => perform(world, command)));
            for (const result of results) {
              if (result.status === 'rejected' && !REFUSALS.includes((result.reason as { code: string }).code))
                throw result.reason;
            }
            await books(world.id);
          }
          await run((tx) => ledger.closeBudget(tx, { sessionId: world.id }));
          expect(await books(world.id)).toMatchObject({ set_aside: 0, flying: 0 });
          expect((await ledger.spending(database.db, world.id))?.reserved).toBe('0.00');
        },
      ),
      { numRuns: 80 },
    );
  });

  it('never has two attempts of one call in flight', async () => {
    for (let i = 0; i < 15; i += 1) {
      const id = await meeting(10_000);
      const results = await Promise.all(Array.from({ length: 5 }, () => begun(id, 'a', 100)));
      expect(results.map(({ number }) => number).sort()).toEqual([1, 2, 3, 4, 5]);
      const rows = await database.db.llmAttempt.groupBy({ by: ['state'], where: { sessionId: id }, _count: true });
      expect(Object.fromEntries(rows.map(({ state, _count }) => [state, _count]))).toEqual({
        reserved: 1,
        presumed: 4,
      });
      expect(await books(id)).toMatchObject({ presumed: 400, flying: 100 });
    }
  });
});
