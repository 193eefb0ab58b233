import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { inTransaction, type Db, type Tx } from '../client.ts';
import * as ledger from '../ledger.ts';
import { insertSession } from '../test-rows.ts';

export const usage = { input_tokens: 10, output_tokens: 5, cache_read_tokens: 3, cache_write_tokens: 2 };

export const call = (
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
const answerTo = (sessionId: string, callKey: string, text: string): ledger.NewAnswer => ({
  sessionId,
  callKey,
  provider: 'anthropic',
  model: 'm',
  templateVersion: '1',
  promptHash: 'h',
  content: { text },
  stopReason: 'end_turn',
});
/** The ledger of one database, a transaction a step. */
export function cashier(db: Db) {
  const run = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => inTransaction(db, work);
  const begin = (id: string, key: string, worst: number, reservation?: string) =>
    run(async (tx) => {
      const { budget } = await ledger.lockMeeting(tx, id);
      return ledger.beginAttempt(tx, budget, call(id, key, worst, reservation));
    });
  async function begun(id: string, key: string, worst: number, reservation?: string) {
    const attempt = await begin(id, key, worst, reservation);
    if (attempt.kind !== 'begun') throw new Error('An answer was stored.');
    return attempt;
  }
  const settle = (sessionId: string, attemptId: string, costMicros: number) =>
    run((tx) => ledger.settleAttempt(tx, { sessionId, attemptId, costMicros, usage }));

  /** Settles an attempt (by default one that is closed already) with its answer; gives the text that is kept. */
  const answer = (sessionId: string, callKey: string, text: string, attemptId: string = randomUUID(), costMicros = 0) =>
    run(async (tx) => {
      await ledger.lockMeeting(tx, sessionId);
      const settlement = { sessionId, attemptId, costMicros, usage };
      const kept = await ledger.settleWithAnswer(tx, settlement, answerTo(sessionId, callKey, text));
      return (kept.content as { text: string }).text;
    });

  async function meeting(limitMicros: number): Promise<string> {
    const { id } = await insertSession(db);
    await run((tx) => ledger.openBudget(tx, { sessionId: id, limitMicros }));
    return id;
  }

  /** Money as the rows have it, from one snapshot; throws where a sum or the limit does not hold. */
  async function books(sessionId: string) {
    const [row] = await db.$queryRaw<[Record<string, bigint>]>`
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

  return { run, begin, begun, settle, answer, meeting, books };
}
