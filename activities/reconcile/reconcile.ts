import type { SessionStatus, Tier } from '@bo1/contracts/meeting/values';
import type { Session } from '@bo1/prisma/generated/client';
import { writeArchive } from '../archive/archive.ts';
import { withHeartbeat } from '../llm/heartbeat.ts';
import type { RunOutcome, RunRef } from '../meeting/types.ts';
import type { ActivityDeps } from '../ports/deps.ts';
import type { ClosedAs } from '../ports/workflows.ts';
import { closeRun } from '../record/close-run.ts';

export interface Reconciled {
  started: number;
  settled: number;
  restarted: number;
}

const OPEN: SessionStatus[] = ['created', 'running', 'waiting_for_answers', 'paused'];
/** Rows of one run; the schedule brings the next. Rows that are fine take one look-up each. */
const MOST_ROWS = 500;

type Row = Pick<Session, 'id' | 'userId' | 'status' | 'tier' | 'attempt' | 'correlationId'>;

/**
 * DataActivities.reconcile: rows and workflows that disagree are made to agree. Only rows that nobody touched for
 * `older_than_ms`; never one that has ended. Everything it does is decided again under the row's lock or by the
 * workflow's id, so that two of these and the API at once do no harm.
 */
export function reconcile(deps: ActivityDeps, scope: { older_than_ms: number }): Promise<Reconciled> {
  return withHeartbeat(async (signal) => {
    const done: Reconciled = { started: 0, settled: 0, restarted: 0 };
    for (const row of await quietRows(deps, scope.older_than_ms)) {
      signal.throwIfAborted();
      const what = await mend(deps, row).catch((error: unknown) => {
        const name = error instanceof Error ? error.name : 'unknown';
        deps.log.warn(
          { session_id: row.id, error: name },
          'A meeting could not be reconciled; the next run tries again',
        );
        return null;
      });
      if (what === null) continue;
      done[what] += 1;
      deps.log.info({ session_id: row.id, what }, 'Reconciled a meeting');
    }
    return done;
  });
}

function quietRows(deps: ActivityDeps, olderThanMs: number): Promise<Row[]> {
  const before = new Date(deps.clock.now().getTime() - olderThanMs);
  return deps.db.session.findMany({
    where: { status: { in: OPEN }, updatedAt: { lt: before } },
    orderBy: { updatedAt: 'asc' },
    take: MOST_ROWS,
    select: { id: true, userId: true, status: true, tier: true, attempt: true, correlationId: true },
  });
}

async function mend(deps: ActivityDeps, row: Row): Promise<keyof Reconciled | null> {
  const workflow = await deps.workflows.state(row.id);
  const run: RunRef = { session_id: row.id, attempt: row.attempt, correlation_id: row.correlationId };
  // Not known, or known of an earlier attempt only: whoever asked for this one died before it was started.
  if (workflow.state === 'not_found' || workflow.attempt < row.attempt) {
    await deps.workflows.start({ ...run, user_id: row.userId, tier: row.tier as Tier });
    return row.status === 'created' ? 'started' : 'restarted';
  }
  if (workflow.state === 'running') return null;
  return (await settle(deps, run, workflow.closedAs)) ? 'settled' : null;
}

/** The workflow is gone without having written its end. False where somebody else was faster. */
async function settle(deps: ActivityDeps, run: RunRef, closedAs: ClosedAs): Promise<boolean> {
  const row = await deps.db.session.findUnique({ where: { id: run.session_id }, select: { closedAttempt: true } });
  if (row === null || row.closedAttempt >= run.attempt) return false;
  const { status } = await closeRun(deps, run, OUTCOMES[closedAs]);
  if (status === 'completed' || status === 'partial') await writeArchive(deps, run).catch(() => {});
  return true;
}

const FAILED: RunOutcome = { kind: 'failed', code: 'internal' };
const OUTCOMES: Record<ClosedAs, RunOutcome> = {
  terminated: { kind: 'cancelled', reason: 'terminated' },
  cancelled: { kind: 'cancelled', reason: 'cancelled_by_admin' },
  failed: FAILED,
  timed_out: FAILED,
  completed: FAILED,
};
