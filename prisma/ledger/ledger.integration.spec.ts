import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as ledger from '../ledger.ts';
import { insertSession } from '../test-rows.ts';
import { testDatabase, type TestDatabase } from '../testing.ts';
import { cashier } from './testing.ts';

let database: TestDatabase;
let at: ReturnType<typeof cashier>;
beforeAll(async () => {
  database = await testDatabase();
  at = cashier(database.db);
});
afterAll(() => database.drop());

const notices = async (sessionId: string) =>
  (await database.db.adminNotice.findMany({ where: { sessionId }, orderBy: { type: 'asc' } })).map(({ type }) => type);

describe('the ledger', () => {
  it('holds a reservation once, draws on it first, and gives back what a call did not cost', async () => {
    const id = await at.meeting(1_000);
    const reserve = (key: string, amountMicros: number) =>
      at.run((tx) => ledger.reserve(tx, { sessionId: id, key, amountMicros }));
    expect(await reserve('sp0/r1', 600)).toBe(true);
    expect(await reserve('sp0/r1', 600)).toBe(true);
    expect(await reserve('closing', 500)).toBe(false);
    expect(await reserve('closing', 300)).toBe(true);
    const first = await at.begun(id, 'a', 400, 'sp0/r1');
    expect(await at.books(id)).toMatchObject({ set_aside: 500, flying: 400 });
    const second = await at.begun(id, 'b', 300, 'sp0/r1'); // 200 of the reservation, 100 unreserved
    expect(await at.books(id)).toMatchObject({ set_aside: 300, flying: 700 });
    await expect(at.begin(id, 'c', 1, 'sp0/r1')).rejects.toBeInstanceOf(ledger.BudgetExhausted);
    await at.settle(id, first.attemptId, 150);
    expect(await at.books(id)).toMatchObject({ settled: 150, set_aside: 550, flying: 300 });
    await at.run((tx) => ledger.release(tx, { sessionId: id, key: 'sp0/r1' }));
    await at.settle(id, second.attemptId, 50);
    expect(await at.books(id)).toMatchObject({ settled: 200, set_aside: 300, flying: 0 });
    expect(await reserve('sp0/r1', 500)).toBe(true);
    expect(await at.books(id)).toMatchObject({ settled: 200, set_aside: 800, flying: 0 });
  });

  it('raises what is set aside to what it has to hold, as far as the budget goes, whatever was drawn on it', async () => {
    const id = await at.meeting(1_000);
    const extend = (amountMicros: number) =>
      at.run((tx) => ledger.extend(tx, { sessionId: id, key: 'closing', amountMicros }));
    expect(await extend(1)).toBe(false);
    await at.run((tx) => ledger.reserve(tx, { sessionId: id, key: 'closing', amountMicros: 300 }));
    expect(await extend(200)).toBe(true);
    expect(await at.books(id)).toMatchObject({ set_aside: 300 });
    const { attemptId } = await at.begun(id, 'a', 250, 'closing');
    expect(await extend(300)).toBe(true);
    expect(await at.books(id)).toMatchObject({ set_aside: 300, flying: 250 });
    expect(await extend(751)).toBe(false);
    expect(await extend(750)).toBe(true);
    await at.settle(id, attemptId, 100);
    expect(await at.books(id)).toMatchObject({ set_aside: 900, settled: 100, flying: 0 });
    await at.run((tx) => ledger.setControl(tx, { sessionId: id, state: 'paused', version: 1 }));
    await expect(extend(1)).rejects.toBeInstanceOf(ledger.SpendingPaused);
  });

  it('presumes the dead attempt of a call when the next one begins, and corrects it should it live', async () => {
    const id = await at.meeting(1_000);
    const dead = await at.begun(id, 'a', 300);
    const next = await at.begun(id, 'a', 300);
    expect([dead.number, next.number]).toEqual([1, 2]);
    expect(await at.books(id)).toMatchObject({ presumed: 300, flying: 300 });
    expect(await at.settle(id, dead.attemptId, 40)).toBe(true);
    expect(await at.books(id)).toMatchObject({ presumed: 0, settled: 40, flying: 300 });
    expect(await at.settle(id, dead.attemptId, 77)).toBe(false);
    await at.settle(id, next.attemptId, 60);
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
    const id = await at.meeting(1_000);
    const { attemptId } = await at.begun(id, 'a', 300);
    expect(await at.answer(id, 'a', 'first', attemptId, 120)).toBe('first');
    expect(await at.answer(id, 'a', 'second', attemptId, 120)).toBe('first');
    expect(await at.books(id)).toMatchObject({ settled: 120, flying: 0 });
    await at.run((tx) => ledger.setControl(tx, { sessionId: id, state: 'paused', version: 1 }));
    expect(await at.begin(id, 'a', 10)).toMatchObject({ kind: 'stored', answer: { content: { text: 'first' } } });
    expect(await database.db.llmAttempt.count({ where: { sessionId: id } })).toBe(1);
  });

  it('refuses while paused, stopping or closed; older versions change nothing', async () => {
    const id = await at.meeting(1_000);
    const control = (state: 'open' | 'paused', version: number) =>
      at.run((tx) => ledger.setControl(tx, { sessionId: id, state, version }));
    const refusal = () => at.begin(id, 'x', 1).catch((error: unknown) => (error as { code: string }).code);
    const reservation = () => at.run((tx) => ledger.reserve(tx, { sessionId: id, key: 'r', amountMicros: 1 }));
    expect(await control('paused', 2)).toEqual({ changed: true, state: 'paused', version: 2 });
    expect(await control('open', 1)).toEqual({ changed: false, state: 'paused', version: 2 });
    expect(await refusal()).toBe('spending_paused');
    await expect(reservation()).rejects.toBeInstanceOf(ledger.SpendingPaused);
    expect(await control('open', 3)).toMatchObject({ changed: true, state: 'open' });
    expect(await reservation()).toBe(true);
    await at.run((tx) => ledger.setControl(tx, { sessionId: id, state: 'stopping' }));
    expect(await control('open', 4)).toEqual({ changed: false, state: 'stopping', version: 3 });
    expect(await refusal()).toBe('spending_stopped');
    await at.run((tx) => ledger.openBudget(tx, { sessionId: id, limitMicros: 1_000 }));
    expect(await refusal()).toBe('spending_stopped');
    await at.run((tx) => ledger.closeBudget(tx, { sessionId: id }));
    await at.run((tx) => ledger.openBudget(tx, { sessionId: id, limitMicros: 1_000 }));
    expect((await at.begin(id, 'x', 1)).kind).toBe('begun');
  });

  it('is raised between two attempts for the next one, and pays nothing before that', async () => {
    const id = await at.meeting(1_000);
    const raise = (limitMicros: number, sessionId = id) =>
      at.run((tx) => ledger.raiseNextBudget(tx, { sessionId, limitMicros }));
    await at.settle(id, (await at.begun(id, 'a', 900)).attemptId, 900);
    await at.run((tx) => ledger.closeBudget(tx, { sessionId: id }));
    expect([await raise(3_000), await raise(2_000)]).toEqual([3_000, 3_000]);
    await expect(at.begin(id, 'b', 1)).rejects.toBeInstanceOf(ledger.SpendingStopped);
    await at.run((tx) => ledger.openBudget(tx, { sessionId: id, limitMicros: 1_000 }));
    expect((await at.begin(id, 'b', 2_000)).kind).toBe('begun');
    const { id: unopened } = await insertSession(database.db);
    expect(await raise(2_000, unopened)).toBe(2_000);
    await expect(at.begin(unopened, 'a', 1)).rejects.toBeInstanceOf(ledger.SpendingStopped);
  });

  it('tells admins when the settings of its attempt say so', async () => {
    const id = await at.meeting(1_000);
    const open = (budget_share: number) =>
      at.run((tx) =>
        ledger.openBudget(tx, {
          sessionId: id,
          limitMicros: 1_000,
          notices: { budget_share, call_micros: 100, meeting_micros: 150 },
        }),
      );
    await open(0.2);
    await at.settle(id, (await at.begun(id, 'a', 101)).attemptId, 101);
    // It was open already: what it was opened with holds.
    expect(await notices(id)).toEqual([]);
    await at.run((tx) => ledger.closeBudget(tx, { sessionId: id }));
    await open(0.2);
    await at.settle(id, (await at.begun(id, 'b', 101)).attemptId, 101);
    expect(await notices(id)).toEqual(['budget_warning', 'cost_anomaly_call', 'cost_anomaly_meeting']);
    const where = { sessionId: id, type: 'cost_anomaly_meeting' };
    const dear = await database.db.adminNotice.findFirstOrThrow({ where });
    expect(dear.data).toEqual({ spent: '0.000202', limit: '0.001', above: '0.00015' });
  });

  it('tells admins of 80 %, of a dear call and of a dear meeting, once each', async () => {
    const id = await at.meeting(2_000_000);
    const spend = async (key: string, cost: number) => at.settle(id, (await at.begun(id, key, cost)).attemptId, cost);
    await spend('a', 500_000);
    expect(await notices(id)).toEqual([]);
    await spend('b', 500_001);
    expect(await notices(id)).toEqual(['cost_anomaly_call', 'cost_anomaly_meeting']);
    await spend('c', 600_000);
    await at.begin(id, 'd', 100);
    await at.run((tx) => ledger.closeBudget(tx, { sessionId: id }));
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
    const id = await at.meeting(100);
    await at.settle(id, (await at.begun(id, 'a', 90)).attemptId, 250);
    expect(await ledger.spending(database.db, id)).toMatchObject({ settled: '0.00025', limit: '0.0001' });
    await expect(at.begin(id, 'b', 0)).rejects.toBeInstanceOf(ledger.BudgetExhausted);
  });

  it('pays the ending from what was set aside when a call before it cost too much, as far as there is money', async () => {
    const id = await at.meeting(1_000);
    const reserve = (key: string, amountMicros: number) =>
      at.run((tx) => ledger.reserve(tx, { sessionId: id, key, amountMicros }));
    expect(await reserve('closing', 300)).toBe(true);
    await at.settle(id, (await at.begun(id, 'a', 500)).attemptId, 800);
    expect(await reserve('sp0/r2', 1)).toBe(false);
    await expect(at.begin(id, 'b', 1)).rejects.toBeInstanceOf(ledger.BudgetExhausted);
    const vote = await at.begun(id, 'vote', 150, 'closing');
    await expect(at.begin(id, 'synthesis', 60, 'closing')).rejects.toBeInstanceOf(ledger.BudgetExhausted);
    await at.settle(id, vote.attemptId, 70);
    expect((await at.begin(id, 'synthesis', 130, 'closing')).kind).toBe('begun');
    expect(await ledger.spending(database.db, id)).toMatchObject({ settled: '0.00087' });
  });
});
