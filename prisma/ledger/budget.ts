import { COST_NOTICES, type CostNotices } from '@bo1/contracts/money/values';
import { Prisma, type Db, type Tx } from '../client.ts';

/** The meeting's budget does not cover this any more. */
export class BudgetExhausted extends Error {
  override name = 'BudgetExhausted';
  readonly code = 'budget_exhausted';
}
/** The meeting is paused: nothing new is paid for. */
export class SpendingPaused extends Error {
  override name = 'SpendingPaused';
  readonly code = 'spending_paused';
}
/** The meeting is stopping or has ended: nothing new is paid for. */
export class SpendingStopped extends Error {
  override name = 'SpendingStopped';
  readonly code = 'spending_stopped';
}

/** Only an `open` budget pays. `stopping` and `closed` are not left by a pause or a resume. */
export type BudgetState = 'open' | 'paused' | 'stopping' | 'closed';

/** The budget row, locked until the transaction ends. Amounts are micro-dollars. */
export interface LockedBudget {
  limit: number;
  settled: number;
  presumed: number;
  state: BudgetState;
  controlVersion: number;
}

export type BudgetRow = {
  limit: bigint;
  settled: bigint;
  presumed: bigint;
  state: BudgetState;
  controlVersion: number;
};

export const budgetOf = (row: BudgetRow): LockedBudget => ({
  ...row,
  limit: Number(row.limit),
  settled: Number(row.settled),
  presumed: Number(row.presumed),
});

/**
 * Locks the budget row; every ledger transaction does so, after the session's row where it needs that too. Undefined
 * where no budget was opened.
 */
export async function lockBudget(tx: Tx, sessionId: string): Promise<LockedBudget | undefined> {
  const [row] = await tx.$queryRaw<BudgetRow[]>`
    select limit_micros as limit, settled_micros as settled, presumed_micros as presumed, state,
      control_version as "controlVersion"
    from budgets where session_id = ${sessionId} for no key update`;
  return row && budgetOf(row);
}

/** Throws SpendingPaused or SpendingStopped unless the budget pays. */
export function requireOpen(budget: LockedBudget | undefined): asserts budget is LockedBudget {
  if (budget?.state === 'open') return;
  if (budget?.state === 'paused') throw new SpendingPaused('The meeting is paused.');
  throw new SpendingStopped(budget ? 'The meeting is stopping or has ended.' : 'The meeting has no budget yet.');
}

/** Throws RangeError unless it is a whole, non-negative number of micro-dollars. */
export function requireMicros(amount: number): void {
  if (!Number.isSafeInteger(amount) || amount < 0) throw new RangeError(`Not an amount of micro-dollars: ${amount}`);
}

/**
 * Opens the meeting's budget, or opens it again for the next attempt: what was spent stays spent. A budget that is open,
 * paused or stopping is left as it is; the limit can only rise. When admins are told of its money is as
 * given when it is opened.
 */
export async function openBudget(
  tx: Tx,
  { sessionId, limitMicros, notices = COST_NOTICES }: { sessionId: string; limitMicros: number; notices?: CostNotices },
): Promise<void> {
  requireMicros(limitMicros);
  const { budget_share, call_micros, meeting_micros } = notices;
  await tx.$executeRaw`
    insert into budgets as b (session_id, limit_micros, warn_share, call_anomaly_micros, meeting_anomaly_micros)
    values (${sessionId}, ${limitMicros}::bigint, ${budget_share}::float8, ${call_micros}::bigint, ${meeting_micros}::bigint)
    on conflict (session_id) do update set
      limit_micros = greatest(b.limit_micros, excluded.limit_micros),
      warn_share = case b.state when 'closed' then excluded.warn_share else b.warn_share end,
      call_anomaly_micros = case b.state when 'closed' then excluded.call_anomaly_micros else b.call_anomaly_micros end,
      meeting_anomaly_micros = case b.state when 'closed' then excluded.meeting_anomaly_micros else b.meeting_anomaly_micros end,
      state = case b.state when 'closed' then 'open' else b.state end`;
}

/**
 * Raises the limit of a budget that is not closed; a lower one changes nothing. Returns the limit it now has. Throws
 * SpendingStopped where there is no budget, or its meeting has ended.
 */
export async function raiseBudget(
  tx: Tx,
  { sessionId, limitMicros }: { sessionId: string; limitMicros: number },
): Promise<number> {
  requireMicros(limitMicros);
  const budget = await lockBudget(tx, sessionId);
  if (budget === undefined || budget.state === 'closed') throw new SpendingStopped('The meeting has no open budget.');
  if (budget.limit >= limitMicros) return budget.limit;
  // Admins are warned again where the new limit is nearly spent.
  await tx.$executeRaw`
    update budgets set limit_micros = ${limitMicros}::bigint, warned = false where session_id = ${sessionId}`;
  return limitMicros;
}

/**
 * Raises the limit for the next attempt of a meeting of which none is open, also where no attempt came to open its budget: it
 * pays nothing until then. A lower limit changes nothing. Returns the limit it now has. The session must be locked.
 */
export async function raiseNextBudget(
  tx: Tx,
  { sessionId, limitMicros }: { sessionId: string; limitMicros: number },
): Promise<number> {
  requireMicros(limitMicros);
  const [row] = await tx.$queryRaw<[{ limit: bigint }]>`
    insert into budgets as b (session_id, limit_micros, state) values (${sessionId}, ${limitMicros}::bigint, 'closed')
    on conflict (session_id) do update set
      limit_micros = greatest(b.limit_micros, excluded.limit_micros),
      warned = b.warned and b.limit_micros >= excluded.limit_micros
    returning limit_micros as limit`;
  return Number(row.limit);
}

export type Control = { sessionId: string } & ({ state: 'open' | 'paused'; version: number } | { state: 'stopping' });

export interface Controlled {
  /** False where the version is not newer, or the budget is stopping or closed. */
  changed: boolean;
  /** What the ledger has now. */
  state: BudgetState;
  version: number;
}

/** Pauses, resumes or stops the spending. A pause or resume counts when its version is newer than the last one's. */
export async function setControl(tx: Tx, control: Control): Promise<Controlled> {
  const budget = await lockBudget(tx, control.sessionId);
  if (budget === undefined) throw new SpendingStopped('The meeting has no budget yet.');
  const version = control.state === 'stopping' ? budget.controlVersion : control.version;
  const final = budget.state === 'closed' || budget.state === 'stopping';
  if (final || (control.state !== 'stopping' && version <= budget.controlVersion)) {
    return { changed: false, state: budget.state, version: budget.controlVersion };
  }
  await tx.$executeRaw`
    update budgets set state = ${control.state}, control_version = ${version}::int where session_id = ${control.sessionId}`;
  return { changed: true, state: control.state, version };
}

export interface Holdings {
  /** What no reservation and no call in flight holds; can be below 0 where a call cost more than its worst case. */
  free: number;
  /** Micro-dollars held by open reservations and calls in flight. */
  held: number;
}

/** Micro-dollars that a meeting's open reservations and its calls in flight hold: a part of a statement. */
export const heldBy = (sessionId: string): Prisma.Sql => Prisma.sql`(
    coalesce((select sum(amount_micros - used_micros) from reservations where session_id = ${sessionId} and state = 'open'), 0)
    + coalesce((select sum(reserved_micros) from llm_attempts where session_id = ${sessionId} and state = 'reserved'), 0)
  )::bigint`;

/**
 * Micro-dollars that nothing of a meeting holds, once this reservation gives back what it holds: a part of a statement. Null
 * where there is no budget.
 */
export const freeIn = (sessionId: string, key: string): Prisma.Sql => Prisma.sql`(
    select (limit_micros - settled_micros - presumed_micros - ${heldBy(sessionId)} + coalesce((
        select amount_micros - used_micros from reservations
        where session_id = ${sessionId} and key = ${key} and state = 'open'), 0))::bigint
    from budgets where session_id = ${sessionId}
  )`;

/** What the budget has left. The budget must be locked by this transaction. */
export async function holdings(tx: Tx | Db, sessionId: string, budget: LockedBudget): Promise<Holdings> {
  const [row] = await tx.$queryRaw<[{ held: bigint }]>`select ${heldBy(sessionId)} as held`;
  const held = Number(row.held);
  return { held, free: budget.limit - budget.settled - budget.presumed - held };
}
