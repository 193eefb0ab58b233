import { INTERJECTION_COUNT } from '@bo1/contracts/meeting/values';
import type { Tx } from '@bo1/prisma/client';
import type { LockedSession } from '@bo1/prisma/events';
import type { Interjection } from '@bo1/prisma/generated/client';
import { failure } from '../failures.ts';
import { flagsIn } from '../meeting/flags.ts';
import { factKey } from '../meeting/keys.ts';
import type { RunRef } from '../meeting/types.ts';
import type { ActivityDeps } from '../ports/deps.ts';
import { requireOpenFloor } from './floor.ts';
import { onSession } from './transaction.ts';

/** RecordActivities.raiseInterjection. One that has its number keeps it. */
export function raiseInterjection(
  deps: ActivityDeps,
  run: RunRef,
  { interjection_id }: { interjection_id: string },
): Promise<{ number: number }> {
  return onSession(deps, run, async (tx, session) => {
    const row = await tx.interjection.findFirst({ where: { id: interjection_id, sessionId: session.id } });
    if (row === null) throw failure('floor_closed', 'There is no such interjection.');
    const flagged = flagsIn(row.text);
    const number = row.number ?? (await accept(tx, session, row));
    if (row.number === null && flagged.length > 0)
      deps.log.warn({ session_id: session.id, flagged }, 'An interjection tries to instruct');
    return {
      events: [
        {
          type: 'interjection_raised',
          data: { number, text: row.text, flagged },
          dedupeKey: factKey(run, `interjection/${number}`),
        },
      ],
      result: { number },
    };
  });
}

async function accept(tx: Tx, session: LockedSession, { id }: Interjection): Promise<number> {
  await requireOpenFloor(tx, session.id);
  const before = await tx.interjection.count({ where: { sessionId: session.id, number: { not: null } } });
  if (before >= INTERJECTION_COUNT.max) throw failure('limit_reached', 'The meeting has had all its interjections.');
  // Its event is the next one of the log, which is locked.
  await tx.interjection.update({ where: { id }, data: { number: before + 1, since: session.lastSequence + 1 } });
  return before + 1;
}
