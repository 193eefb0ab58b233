import type { Tx } from '@bo1/prisma/client';
import type { LockedSession } from '@bo1/prisma/events';
import { keepAtMost } from '@bo1/prisma/ledger';
import { pinsOf } from '../llm/pins.ts';
import { CLOSING_RESERVATION, subProblemKey } from '../meeting/keys.ts';
import { closingWorstCase, materialBytesAtStart } from '../meeting/worst-case.ts';
import type { ActivityDeps } from '../ports/deps.ts';
import { worstCaseMicros } from './round-money.ts';

/**
 * Gives back the share that a part has in what is set aside for the ending, once it has failed: its votes, record and actions
 * do not come any more. What the others need stays: the set-aside, with what the part used of it put back, shrinks as the
 * worst case of one part less does. Rounds that found more material enlarge every part's share alike, so that the proportion
 * keeps at least what they need.
 */
export async function releaseClosingShare(
  deps: ActivityDeps,
  tx: Tx,
  session: LockedSession,
  subProblemIndex: number,
): Promise<void> {
  const [row] = await tx.$queryRaw<{ held: bigint; own: bigint; others: number }[]>`
    select r.amount_micros - r.used_micros as held,
      coalesce((select sum(cost_micros) from llm_attempts a where a.session_id = r.session_id
        and a.reservation_key = r.key and starts_with(a.call_key, ${`${subProblemKey(subProblemIndex)}/`})), 0)::bigint as own,
      (select count(*) from sub_problems s where s.session_id = r.session_id and s.status <> 'failed'
        and s.index <> ${subProblemIndex}::int)::int as others
    from reservations r
    where r.session_id = ${session.id} and r.key = ${CLOSING_RESERVATION} and r.state = 'open'`;
  if (row === undefined) return;
  const share = row.others === 0 ? 0 : need(deps, session, row.others) / need(deps, session, row.others + 1);
  const amountMicros = Math.ceil(Number(row.held + row.own) * share);
  await keepAtMost(tx, { sessionId: session.id, key: CLOSING_RESERVATION, amountMicros });
}

/** Micro-dollars that the ending of so many parts can come to, before anything is known. */
function need(deps: ActivityDeps, session: LockedSession, sub_problems: number): number {
  const pins = pinsOf(session);
  const material_bytes = materialBytesAtStart(session.problemStatement);
  const usage = closingWorstCase({ material_bytes, rounds: pins.limits.max_rounds, sub_problems });
  return worstCaseMicros(deps, pins, usage);
}
