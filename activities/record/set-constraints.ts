import { failure } from '../failures.ts';
import { flagsIn } from '../meeting/flags.ts';
import { factKey } from '../meeting/keys.ts';
import type { RunRef } from '../meeting/types.ts';
import type { ActivityDeps } from '../ports/deps.ts';
import { requireOpenFloor } from './floor.ts';
import { onSession, told } from './transaction.ts';

/** RecordActivities.setConstraints. The list that is accepted last counts. */
export function setConstraints(deps: ActivityDeps, run: RunRef, { change_id }: { change_id: string }): Promise<void> {
  return onSession(deps, run, async (tx, session) => {
    const row = await tx.constraintChange.findFirst({ where: { id: change_id, sessionId: session.id } });
    if (row === null) throw failure('floor_closed', 'There is no such change.');
    const flagged = flagsIn(row.constraints.join('\n'));
    if (row.since === null) {
      await requireOpenFloor(tx, session.id);
      // Its event is the next one of the log, which is locked.
      await tx.constraintChange.update({ where: { id: change_id }, data: { since: session.lastSequence + 1 } });
      if (flagged.length > 0) deps.log.warn({ session_id: session.id, flagged }, 'A constraint tries to instruct');
    }
    return told({
      events: [
        {
          type: 'constraints_changed',
          data: { constraints: row.constraints, flagged },
          dedupeKey: factKey(run, `constraints/${change_id}`),
        },
      ],
    });
  });
}
