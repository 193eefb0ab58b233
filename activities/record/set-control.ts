import type { SessionStatus } from '@bo1/contracts/meeting/values';
import { setControl as setLedger } from '@bo1/prisma/ledger';
import { factKey } from '../meeting/keys.ts';
import type { RunRef } from '../meeting/types.ts';
import type { ActivityDeps } from '../ports/deps.ts';
import { openQuestionIds } from './open-questions.ts';
import { onSession } from './transaction.ts';

/** RecordActivities.setControl. */
export function setControl(
  deps: ActivityDeps,
  run: RunRef,
  { version, paused }: { version: number; paused: boolean },
): Promise<{ version: number }> {
  return onSession(deps, run, async (tx, session) => {
    const state = paused ? 'paused' : 'open';
    const ledger = await setLedger(tx, { sessionId: session.id, state, version });
    // A version that the ledger has for the other state was given by an earlier run: the caller's is too old.
    const disputed = ledger.state !== state && (ledger.state === 'open' || ledger.state === 'paused');
    const result = { version: disputed ? ledger.version + 1 : ledger.version };
    if (!ledger.changed) return { events: [], result };
    const waiting = !paused && (await openQuestionIds(tx, session.id)).length > 0;
    const status: SessionStatus = paused ? 'paused' : waiting ? 'waiting_for_answers' : 'running';
    const dedupeKey = factKey(run, `pause/${version}`);
    return { events: [{ type: paused ? 'paused' : 'resumed', data: { version }, dedupeKey }], status, result };
  });
}
