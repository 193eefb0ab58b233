import { Prisma, type Tx } from '../client.ts';
import type { LlmAnswer } from '../generated/client.ts';
import { keepingAnswer, type NewAnswer } from './answers.ts';
import { lockBudget, requireMicros } from './budget.ts';
import { notifyAdmins, type ClosedAttempt, type Totals } from './notices.ts';

/** Tokens of a call, as the vendor counts them. */
export interface TokenUsage {
  input_tokens: number;
  output_tokens: number;
  cache_read_tokens: number;
  cache_write_tokens: number;
}

export interface Settlement {
  sessionId: string;
  attemptId: string;
  /** What the call cost; of a presumed one at least what the vendor can bill. */
  costMicros: number;
  usage: TokenUsage;
  requestId?: string | null;
  /** Type of the failure that ended the call, where one did. */
  failure?: string | null;
}

/**
 * Closes an attempt with the vendor's own figures (cost 0 where the vendor refused without billing). An attempt that was
 * presumed meanwhile is corrected; one that was settled stays as it is. Returns whether anything changed.
 */
export function settleAttempt(tx: Tx, settlement: Settlement): Promise<boolean> {
  return closeOne(tx, settlement, 'settled');
}

/**
 * Closes an attempt that was aborted or died on the way: input as counted, output as streamed or at its maximum. It counts
 * as spent. Returns whether anything changed.
 */
export function presumeAttempt(tx: Tx, settlement: Settlement): Promise<boolean> {
  return closeOne(tx, settlement, 'presumed');
}

/**
 * Settles a call and keeps its answer, in one statement; gives the answer that is kept. The budget must be locked by this
 * transaction.
 */
export async function settleWithAnswer(tx: Tx, settlement: Settlement, answer: NewAnswer): Promise<LlmAnswer> {
  const [row] = await tx.$queryRaw<[LlmAnswer & { paid: PaidRow | null }]>`
    with ${closingOne(settlement, 'settled')}, kept as (${keepingAnswer(answer)})
    select kept.*, to_json(paid) as paid from kept left join paid on true`;
  const { paid, ...kept } = row;
  if (paid) await notifyAdmins(tx, paid, paid.closed);
  return kept;
}

async function closeOne(tx: Tx, settlement: Settlement, state: 'settled' | 'presumed'): Promise<boolean> {
  await lockBudget(tx, settlement.sessionId);
  return close(tx, closingOne(settlement, state));
}

function closingOne(settlement: Settlement, state: 'settled' | 'presumed'): Prisma.Sql {
  const { sessionId, attemptId, costMicros, usage, requestId = null, failure = null } = settlement;
  requireMicros(costMicros);
  return closing(
    Prisma.sql`
      select a.*, ${state}::text as new_state, ${costMicros}::bigint as new_cost
      from llm_attempts a
      where a.session_id = ${sessionId} and a.id = ${attemptId}::uuid
        and (a.state = 'reserved' or (a.state = 'presumed' and ${state}::text = 'settled'))`,
    Prisma.sql`
      input_tokens = ${usage.input_tokens}::int, output_tokens = ${usage.output_tokens}::int,
      cache_read_tokens = ${usage.cache_read_tokens}::int, cache_write_tokens = ${usage.cache_write_tokens}::int,
      request_id = coalesce(${requestId}::text, a.request_id), failure = ${failure}::text,`,
  );
}

/**
 * Closes every attempt in flight (of one call, or of the whole meeting) at its worst case: whoever made it is gone. The
 * budget must be locked by this transaction.
 */
export function presumeDangling(
  tx: Tx,
  { sessionId, callKey }: { sessionId: string; callKey?: string },
): Promise<boolean> {
  const dangling = closing(
    Prisma.sql`
      select a.*, 'presumed' as new_state, a.reserved_micros as new_cost
      from llm_attempts a
      where a.session_id = ${sessionId} and a.state = 'reserved'
        and (${callKey ?? null}::text is null or a.call_key = ${callKey ?? null}::text)`,
    Prisma.sql`failure = 'abandoned',`,
  );
  return close(tx, dangling);
}

/** A budget that paid, as JSON gives it: below 2^53. */
type PaidRow = Totals & { closed: ClosedAttempt[] };

async function close(tx: Tx, parts: Prisma.Sql): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ paid: PaidRow }[]>`with ${parts} select to_json(paid) as paid from paid`;
  if (row === undefined) return false;
  await notifyAdmins(tx, row.paid, row.paid.closed);
  return true;
}

/** Parts of one statement: the attempts, what they give back to their reservations, and the budget's sums. */
function closing(which: Prisma.Sql, alsoSet: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    chosen as (${which}),
    closed as (
      update llm_attempts a set ${alsoSet} state = c.new_state, cost_micros = c.new_cost, closed_at = clock_timestamp()
      from chosen c where a.id = c.id
    ),
    returned as (
      select session_id, reservation_key, sum(drawn_micros - least(new_cost, drawn_micros))::bigint as micros
      from chosen where state = 'reserved' group by session_id, reservation_key
    ),
    given_back as (
      update reservations r set used_micros = r.used_micros - b.micros
      from returned b where r.session_id = b.session_id and r.key = b.reservation_key and r.state = 'open'
    ),
    sums as (
      select session_id,
        sum(case when new_state = 'settled' then new_cost else 0 end)::bigint as settled,
        sum((case when new_state = 'presumed' then new_cost else 0 end)
          - (case when state = 'presumed' then cost_micros else 0 end))::bigint as presumed,
        jsonb_agg(jsonb_build_object('callKey', call_key, 'number', number, 'cost', new_cost)) as closed
      from chosen group by session_id
    ),
    paid as (
      update budgets b set settled_micros = b.settled_micros + s.settled, presumed_micros = b.presumed_micros + s.presumed
      from sums s where b.session_id = s.session_id
      returning b.session_id as "sessionId", b.settled_micros + b.presumed_micros as spent, b.limit_micros as limit,
        b.warned, b.warn_share as budget_share, b.call_anomaly_micros as call_micros,
        b.meeting_anomaly_micros as meeting_micros, s.closed
    )`;
}
