import { eventData } from '@bo1/contracts/events/schema';
import type { TerminalStatus } from '@bo1/contracts/meeting/values';
import { releaseAllowance, settleAllowance } from '@bo1/prisma/allowances';
import type { Tx } from '@bo1/prisma/client';
import { STATUS_BY_TERMINAL_EVENT, type LockedSession, type NewEvent } from '@bo1/prisma/events';
import { closeBudget } from '@bo1/prisma/ledger';
import { factKey } from '../meeting/keys.ts';
import type { Interruption, RunOutcome, RunRef } from '../meeting/types.ts';
import type { ActivityDeps } from '../ports/deps.ts';
import { failureMessage } from './failure-messages.ts';
import { missingActions } from './missing-actions.ts';
import { reopening } from './open-run.ts';
import { stoppedBy } from './stopped-by.ts';
import { onSession } from './transaction.ts';

/** RecordActivities.closeRun. A run that has its end keeps it, whatever is asked for later. */
export async function closeRun(
  deps: ActivityDeps,
  run: RunRef,
  outcome: RunOutcome,
): Promise<{ status: TerminalStatus }> {
  const closed = await onSession<{ status: TerminalStatus }>(deps, run, async (tx, session) => {
    if (session.closedAttempt >= run.attempt) {
      return { events: [], result: { status: session.status as TerminalStatus } };
    }
    const event = await ending(tx, run, session, outcome);
    const status = STATUS_BY_TERMINAL_EVENT[event.type];
    await closeBudget(tx, { sessionId: session.id });
    const held = status === 'completed' || status === 'partial';
    await (held ? settleAllowance : releaseAllowance)(tx, { sessionId: session.id });
    // An attempt that ends before it was opened is told of all the same.
    const opening = run.attempt > 1 ? [reopening(run, null)] : [];
    return { events: [...opening, event], result: { status } };
  });
  deps.log.info({ session_id: run.session_id, attempt: run.attempt, ...closed }, 'A run is closed');
  return closed;
}

const PARTLY = 'Part of the question could not be decided. What was decided is kept, and the rest can be tried again.';
const DECIDED_BEFORE =
  'The new try did not come to its end. What was decided before stands, and the rest can be tried again.';

type Ending = Extract<NewEvent, { type: keyof typeof STATUS_BY_TERMINAL_EVENT }>;

/**
 * Once the record is written, neither a stop nor a limit takes it away: the meeting is complete, or partial where a part has
 * no result; what was left is skipped, and told. The record of an earlier attempt is not taken away by a later one either: the
 * meeting stays as whole or partial as it was.
 */
async function ending(tx: Tx, run: RunRef, session: LockedSession, outcome: RunOutcome): Promise<Ending> {
  const dedupeKey = factKey(run, 'end');
  const interruption = interruptionOf(outcome);
  const decision = await decisionOf(tx, run);
  const before = run.attempt > 1 ? session.decision : null;
  const held = decision !== null || outcome.kind === 'complete' || outcome.kind === 'partial';
  if (held || before !== null) {
    const failed_sub_problems = await failedParts(tx, run, outcome);
    const missing_actions = interruption && (await missingActions(tx, run, session, interruption));
    const told = missing_actions ? { missing_actions } : {};
    if (failed_sub_problems.length > 0) {
      const message = held ? PARTLY : DECIDED_BEFORE;
      return { type: 'partial', data: { failed_sub_problems, message, ...told }, dedupeKey };
    }
    return {
      type: 'complete',
      data: { decision: decision ?? before ?? '', stopped_early: interruption !== null, ...told },
      dedupeKey,
    };
  }
  if (outcome.kind === 'cancelled') {
    return { type: 'cancelled', data: { reason: stoppedBy(session, run, outcome.reason) }, dedupeKey };
  }
  return { type: 'failed', data: { code: outcome.code, message: failureMessage(outcome.code) }, dedupeKey };
}

function interruptionOf(outcome: RunOutcome): Interruption | null {
  if (outcome.kind === 'failed' || outcome.kind === 'cancelled') return outcome;
  return outcome.cut_short ?? null;
}

/** The workflow knows which parts failed, unless it was ended before it could say how the meeting ends. */
async function failedParts(tx: Tx, run: RunRef, outcome: RunOutcome): Promise<number[]> {
  if (outcome.kind === 'partial') return outcome.failed_sub_problems;
  return outcome.kind === 'complete' ? [] : undecided(tx, run);
}

/** The decision in one sentence, where this attempt has come to one. */
async function decisionOf(tx: Tx, run: RunRef): Promise<string | null> {
  const synthesis = await tx.sessionEvent.findFirst({
    where: { sessionId: run.session_id, attempt: run.attempt, type: 'synthesis_complete' },
    orderBy: { sequence: 'desc' },
  });
  return synthesis === null ? null : eventData.synthesis_complete.parse(synthesis.data).record.decision;
}

/** Parts that have no result. */
async function undecided(tx: Tx, run: RunRef): Promise<number[]> {
  const where = { sessionId: run.session_id, status: { not: 'complete' } };
  const rows = await tx.subProblem.findMany({ where, orderBy: { index: 'asc' }, select: { index: true } });
  return rows.map(({ index }) => index);
}
