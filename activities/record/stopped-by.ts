import type { StopReason } from '@bo1/contracts/meeting/values';
import type { LockedSession } from '@bo1/prisma/events';
import type { RunRef } from '../meeting/types.ts';

/**
 * Who stopped the run. To the workflow every cancellation looks alike, the app's and the engine's; the app writes on the
 * row that its person asked, before it cancels.
 */
export function stoppedBy(session: LockedSession, run: RunRef, reason: StopReason): StopReason {
  const asked = session.stopRequestedAttempt >= run.attempt;
  return reason === 'cancelled_by_admin' && asked ? 'stopped_by_user' : reason;
}
