import type { Tx } from '../client.ts';
import { holdings, lockBudget, requireMicros, requireOpen } from './budget.ts';

/**
 * Holds money for calls to come, by a key such as `sp0/r2` or `closing`. True where it is held (also from an earlier try
 * of the same step), false where the budget does not cover it: nothing is held then. A released key can be held again.
 * Throws SpendingPaused, SpendingStopped.
 */
export async function reserve(
  tx: Tx,
  { sessionId, key, amountMicros }: { sessionId: string; key: string; amountMicros: number },
): Promise<boolean> {
  requireMicros(amountMicros);
  const budget = await lockBudget(tx, sessionId);
  requireOpen(budget);
  const existing = await tx.reservation.findUnique({ where: { sessionId_key: { sessionId, key } } });
  if (existing?.state === 'open') return true;
  if ((await holdings(tx, sessionId, budget)).free < amountMicros) return false;
  await tx.$executeRaw`
    insert into reservations (session_id, key, amount_micros) values (${sessionId}, ${key}, ${amountMicros}::bigint)
    on conflict (session_id, key) do update
      set amount_micros = excluded.amount_micros, used_micros = 0, state = 'open'`;
  return true;
}

/**
 * Holds as much of the amount as the budget covers, by a key as `reserve` does; an open one stays as it is.
 * Throws SpendingPaused, SpendingStopped.
 */
export async function reserveUpTo(
  tx: Tx,
  { sessionId, key, amountMicros }: { sessionId: string; key: string; amountMicros: number },
): Promise<void> {
  const budget = await lockBudget(tx, sessionId);
  requireOpen(budget);
  const { free } = await holdings(tx, sessionId, budget);
  await reserve(tx, { sessionId, key, amountMicros: Math.max(0, Math.min(amountMicros, free)) });
}

/** Gives back what a reservation still holds. Calls in flight keep what they took. Legal twice, and in every state. */
export async function release(tx: Tx, { sessionId, key }: { sessionId: string; key: string }): Promise<void> {
  await lockBudget(tx, sessionId);
  await tx.$executeRaw`
    update reservations set state = 'released' where session_id = ${sessionId} and key = ${key} and state = 'open'`;
}
