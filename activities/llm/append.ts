import { appendEvents } from '@bo1/prisma/events';
import type { Tx } from '@bo1/prisma/client';
import type { RunRef } from '../meeting/types.ts';
import type { ActivityDeps } from '../ports/deps.ts';
import { withoutTold } from './standing.ts';
import type { Written } from './step.ts';

/** Writes what a step has to tell; the sequence that readers should be woken for, or null where nothing is new. */
export async function append(tx: Tx, session: { id: string }, run: RunRef, written: Written): Promise<number | null> {
  const { status, step } = written;
  const events = await withoutTold(tx, run, written.events);
  // Counts go with the facts that they count.
  const counts = written.events.length > 0 && events.length === 0 ? undefined : written.counts;
  if (events.length === 0 && status === undefined && step === undefined) return null;
  const appended = await appendEvents(tx, session, {
    attempt: run.attempt,
    correlationId: run.correlation_id,
    events,
    ...(counts === undefined ? {} : { counts }),
    ...(status === undefined ? {} : { status }),
    ...(step === undefined ? {} : { step }),
  });
  return appended.appended > 0 ? appended.last_sequence : null;
}

/** After the commit: a reader woken before it would find nothing. */
export async function wakeReaders(deps: ActivityDeps, run: RunRef, sequence: number | null): Promise<void> {
  if (sequence !== null) await deps.live.wake(run.session_id, sequence);
}
