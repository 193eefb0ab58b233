import type { Tx } from '../client.ts';
import { heldBy, holdings, lockBudget, requireMicros, requireOpen } from './budget.ts';

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
  // Its snapshot is younger than the budget's lock: nothing of the meeting can come between what it reads and writes.
  const [row] = await tx.$queryRaw<[{ held: boolean }]>`
    with kept as (
      select from reservations where session_id = ${sessionId} and key = ${key} and state = 'open'
    ), taken as (
      insert into reservations (session_id, key, amount_micros)
      select session_id, ${key}, ${amountMicros}::bigint from budgets
      where session_id = ${sessionId} and not exists (select from kept)
        and limit_micros - settled_micros - presumed_micros - ${heldBy(sessionId)} >= ${amountMicros}::bigint
      on conflict (session_id, key) do update
        set amount_micros = excluded.amount_micros, used_micros = 0, state = 'open'
      returning key
    )
    select exists (select from kept) or exists (select from taken) as held`;
  return row.held;
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

/**
 * Raises an open reservation so that it still holds at least this. True where it does; false where the budget does not cover
 * the difference, or there is no such reservation: it stays as it is then. Throws SpendingPaused, SpendingStopped.
 */
export async function extend(
  tx: Tx,
  { sessionId, key, amountMicros }: { sessionId: string; key: string; amountMicros: number },
): Promise<boolean> {
  requireMicros(amountMicros);
  requireOpen(await lockBudget(tx, sessionId));
  const [row] = await tx.$queryRaw<[{ held: boolean }]>`
    with short as (
      select r.session_id, r.key, greatest(0, ${amountMicros}::bigint - (r.amount_micros - r.used_micros)) as micros
      from reservations r where r.session_id = ${sessionId} and r.key = ${key} and r.state = 'open'
    ), raised as (
      update reservations r set amount_micros = r.amount_micros + s.micros
      from short s join budgets b using (session_id)
      where r.session_id = s.session_id and r.key = s.key and s.micros > 0
        and b.limit_micros - b.settled_micros - b.presumed_micros - ${heldBy(sessionId)} >= s.micros
      returning 1
    )
    select exists (select from raised) or coalesce((select micros = 0 from short), false) as held`;
  return row.held;
}

/** Gives back what an open reservation holds beyond this. Calls in flight keep what they took. Legal twice, and in every state. */
export async function keepAtMost(
  tx: Tx,
  { sessionId, key, amountMicros }: { sessionId: string; key: string; amountMicros: number },
): Promise<void> {
  requireMicros(amountMicros);
  await lockBudget(tx, sessionId);
  await tx.$executeRaw`
    update reservations set amount_micros = least(amount_micros, used_micros + ${amountMicros}::bigint)
    where session_id = ${sessionId} and key = ${key} and state = 'open'`;
}

/** Gives back what a reservation still holds. Calls in flight keep what they took. Legal twice, and in every state. */
export async function release(tx: Tx, { sessionId, key }: { sessionId: string; key: string }): Promise<void> {
  await lockBudget(tx, sessionId);
  await tx.$executeRaw`
    update reservations set state = 'released' where session_id = ${sessionId} and key = ${key} and state = 'open'`;
}

/** The same for every reservation whose key begins like this. */
export async function releaseAll(tx: Tx, { sessionId, prefix }: { sessionId: string; prefix: string }): Promise<void> {
  await lockBudget(tx, sessionId);
  await tx.$executeRaw`
    update reservations set state = 'released'
    where session_id = ${sessionId} and starts_with(key, ${prefix}) and state = 'open'`;
}
