import type { SessionCost } from '@bo1/contracts/meeting/schema';
import { toDecimal } from '@bo1/contracts/money/values';
import type { Db, Tx } from '../client.ts';
import { lockBudget } from './budget.ts';
import { presumeDangling } from './settlement.ts';

/**
 * The end of the spending, in the transaction of the terminal event: calls in flight are presumed, every reservation is
 * released, and the budget pays nothing more. Legal twice, and where no budget was opened.
 */
export async function closeBudget(tx: Tx, { sessionId }: { sessionId: string }): Promise<void> {
  const budget = await lockBudget(tx, sessionId);
  if (budget === undefined || budget.state === 'closed') return;
  await presumeDangling(tx, { sessionId });
  await tx.$executeRaw`
    with released as (
      update reservations set state = 'released' where session_id = ${sessionId} and state = 'open'
    )
    update budgets set state = 'closed' where session_id = ${sessionId}`;
}

type Sums = Record<'limit' | 'settled' | 'presumed' | 'reserved', bigint> &
  Record<'calls' | 'input' | 'output' | 'read' | 'write', number>;

/** What a meeting has cost so far, for admins only; null before its budget is opened. Tokens are those of closed attempts. */
export async function spending(db: Db | Tx, sessionId: string): Promise<SessionCost | null> {
  const [row] = await db.$queryRaw<Sums[]>`
    select b.limit_micros as limit, b.settled_micros as settled, b.presumed_micros as presumed,
      (coalesce((select sum(amount_micros - used_micros) from reservations r
        where r.session_id = b.session_id and r.state = 'open'), 0) + a.flying)::bigint as reserved,
      a.calls, a.input, a.output, a.read, a.write
    from budgets b, lateral (
      select count(*)::int as calls,
        coalesce(sum(reserved_micros) filter (where state = 'reserved'), 0) as flying,
        coalesce(sum(input_tokens) filter (where state <> 'reserved'), 0)::int as input,
        coalesce(sum(output_tokens) filter (where state <> 'reserved'), 0)::int as output,
        coalesce(sum(cache_read_tokens) filter (where state <> 'reserved'), 0)::int as read,
        coalesce(sum(cache_write_tokens) filter (where state <> 'reserved'), 0)::int as write
      from llm_attempts where session_id = b.session_id
    ) a
    where b.session_id = ${sessionId}`;
  if (row === undefined) return null;
  return {
    limit: toDecimal(row.limit),
    settled: toDecimal(row.settled),
    presumed: toDecimal(row.presumed),
    reserved: toDecimal(row.reserved),
    calls: row.calls,
    input_tokens: row.input,
    output_tokens: row.output,
    cache_read_tokens: row.read,
    cache_write_tokens: row.write,
  };
}
