import { inTransaction, type Tx } from '@bo1/prisma/client';
import { lockSession, type LockedSession } from '@bo1/prisma/events';
import { append, wakeReaders } from '../llm/append.ts';
import type { Commit } from '../llm/step.ts';
import type { RunRef } from '../meeting/types.ts';
import type { ActivityDeps } from '../ports/deps.ts';

/**
 * One short transaction on the locked session: rows, then the events that tell of them, then a wake-up for readers. The
 * work may run more than once (storage retries, replayed chains): rows are upserted, events are kept apart by their keys.
 */
export async function onSession<R>(
  deps: ActivityDeps,
  run: RunRef,
  work: (tx: Tx, session: LockedSession) => Promise<Commit<R>>,
): Promise<R> {
  const { result, sequence } = await inTransaction(deps.db, async (tx) => {
    const session = await lockSession(tx, run.session_id);
    const committed = await work(tx, session);
    return { result: committed.result, sequence: await append(tx, session, run, committed) };
  });
  await wakeReaders(deps, run, sequence);
  return result;
}

/** A step that only tells: no rows beside the events, nothing to return. */
export const told = (written: Omit<Commit<void>, 'result'>): Commit<void> => ({ ...written, result: undefined });
