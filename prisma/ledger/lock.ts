import { SessionMissing, type LockedSession } from '../session-row.ts';
import type { Tx } from '../client.ts';
import { budgetOf, lockBudget, type BudgetRow, type LockedBudget } from './budget.ts';

/** What a model call begins and ends under, locked until the transaction ends. */
export interface LockedMeeting {
  /** `pins` without the person's context: a call needs models and prices. */
  session: Pick<LockedSession, 'id' | 'attempt' | 'closedAttempt' | 'pins'>;
  /** Undefined where no budget was opened. */
  budget: LockedBudget | undefined;
}

type Row = LockedMeeting['session'] & { [F in keyof BudgetRow]: BudgetRow[F] | null };

/**
 * Locks the session, then its budget, in one statement: the second lock cannot be asked for before the first is had, since
 * it reads there whose it is. Throws SessionMissing.
 */
export async function lockMeeting(tx: Tx, sessionId: string): Promise<LockedMeeting> {
  const [row] = await tx.$queryRaw<Row[]>`
    with s as materialized (
      select id, attempt, closed_attempt, pins from sessions where id = ${sessionId} for no key update
    ), b as materialized (
      select limit_micros, settled_micros, presumed_micros, state, control_version
      from budgets where session_id = (select id from s) for no key update
    )
    select id, attempt, closed_attempt as "closedAttempt", pins - 'context' as pins, limit_micros as limit,
      settled_micros as settled, presumed_micros as presumed, state, control_version as "controlVersion"
    from s left join b on true`;
  if (row === undefined) throw new SessionMissing('There is no such session.');
  const { id, attempt, closedAttempt, pins, ...budget } = row;
  const session = { id, attempt, closedAttempt, pins };
  // A budget that was opened while this waited for the session is not in the statement's snapshot.
  return { session, budget: isRow(budget) ? budgetOf(budget) : await lockBudget(tx, sessionId) };
}

const isRow = (budget: Record<keyof BudgetRow, unknown>): budget is BudgetRow => budget.limit !== null;
