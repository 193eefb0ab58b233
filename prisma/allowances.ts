import { MEETINGS_A_MONTH } from '@bo1/contracts/money/values';
import type { Tier } from '@bo1/contracts/meeting/values';
import type { Tx } from './client.ts';

/** The month an allowance belongs to, in UTC: `2026-11`. */
export const periodOf = (now: Date): string => now.toISOString().slice(0, 7);

/**
 * Takes one meeting of the person's allowance for a session whose row exists: the tier's monthly quota. False where none is
 * left. Locks the person's row, so that two meetings can never start on one credit. Legal twice for one session; a
 * released one is taken anew. (`no key update`: the new session's row already refers to the person.)
 */
export async function reserveAllowance(
  tx: Tx,
  { user, sessionId, now }: { user: { id: string }; sessionId: string; now: Date },
): Promise<boolean> {
  const [person] = await tx.$queryRaw<{ tier: Tier }[]>`select tier from users where id = ${user.id} for no key update`;
  if (person === undefined) return false;
  const existing = await tx.allowance.findUnique({ where: { sessionId } });
  if (existing && existing.state !== 'released') return true;
  const period = periodOf(now);
  const quota = MEETINGS_A_MONTH[person.tier];
  if (quota !== null) {
    const taken = await tx.allowance.count({
      where: { userId: user.id, period, source: 'tier', state: { in: ['reserved', 'settled'] } },
    });
    if (taken >= quota) return false;
  }
  const row = { source: 'tier', period, state: 'reserved' };
  await tx.allowance.upsert({ where: { sessionId }, create: { sessionId, userId: user.id, ...row }, update: row });
  return true;
}

/** The meeting was held: its allowance is used up. */
export async function settleAllowance(tx: Tx, { sessionId }: { sessionId: string }): Promise<void> {
  await tx.allowance.updateMany({ where: { sessionId, state: 'reserved' }, data: { state: 'settled' } });
}

/** The meeting failed or was cancelled: its allowance can be used again. */
export async function releaseAllowance(tx: Tx, { sessionId }: { sessionId: string }): Promise<void> {
  await tx.allowance.updateMany({ where: { sessionId, state: 'reserved' }, data: { state: 'released' } });
}
