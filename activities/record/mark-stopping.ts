import type { StopReason } from '@bo1/contracts/meeting/values';
import { setControl } from '@bo1/prisma/ledger';
import { factKey } from '../meeting/keys.ts';
import type { RunRef } from '../meeting/types.ts';
import type { ActivityDeps } from '../ports/deps.ts';
import { stoppedBy } from './stopped-by.ts';
import { onSession, told } from './transaction.ts';

/** RecordActivities.markStopping: nothing more is paid for, calls in flight end by themselves or are cancelled. */
export function markStopping(deps: ActivityDeps, run: RunRef, { reason }: { reason: StopReason }): Promise<void> {
  return onSession(deps, run, async (tx, session) => {
    await setControl(tx, { sessionId: session.id, state: 'stopping' });
    const data = { reason: stoppedBy(session, run, reason) };
    return told({ events: [{ type: 'stopping', data, dedupeKey: factKey(run, 'stopping') }] });
  });
}
