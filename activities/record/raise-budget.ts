import { raiseBudget as raiseLimit } from '@bo1/prisma/ledger';
import type { RunRef } from '../meeting/types.ts';
import type { ActivityDeps } from '../ports/deps.ts';
import { onSession } from './transaction.ts';

/** RecordActivities.raiseBudget. No event: what a meeting may cost is for admins only. */
export function raiseBudget(
  deps: ActivityDeps,
  run: RunRef,
  { limit_micros }: { limit_micros: number },
): Promise<{ limit_micros: number }> {
  return onSession(deps, run, async (tx, session) => {
    const limit = await raiseLimit(tx, { sessionId: session.id, limitMicros: limit_micros });
    return { events: [], result: { limit_micros: limit } };
  });
}
