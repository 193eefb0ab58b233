import type { Tx } from '@bo1/prisma/client';
import { failure } from '../failures.ts';
import { unanswered } from '../meeting/read/floor.ts';
import type { RunRef } from '../meeting/types.ts';
import type { ActivityDeps } from '../ports/deps.ts';
import { releaseRounds } from './round-money.ts';
import { onSession } from './transaction.ts';

/** Throws `floor_closed` where every board of the meeting recommends already, or has failed. Before there are any it is open. */
export async function requireOpenFloor(tx: Tx, sessionId: string): Promise<void> {
  const boards = await tx.subProblem.findMany({ where: { sessionId }, select: { asOf: true, status: true } });
  const open = boards.some(({ asOf, status }) => asOf === null && status !== 'failed' && status !== 'complete');
  if (boards.length > 0 && !open) throw failure('floor_closed', 'All boards of the meeting recommend already.');
}

/** RecordActivities.closeFloor. However the rounds ended, what they hold is for other boards now. */
export function closeFloor(
  deps: ActivityDeps,
  run: RunRef,
  { sub_problem_index: subProblemIndex }: { sub_problem_index: number },
): Promise<{ interjections: number[] }> {
  return onSession(deps, run, async (tx, session) => {
    const sessionId = session.id;
    const where = { sessionId_index: { sessionId, index: subProblemIndex } };
    const subProblem = await tx.subProblem.findUniqueOrThrow({ where, select: { asOf: true } });
    const asOf = subProblem.asOf ?? session.lastSequence;
    if (subProblem.asOf === null) await tx.subProblem.update({ where, data: { asOf } });
    await releaseRounds(tx, sessionId, subProblemIndex);
    return { events: [], result: { interjections: await unanswered(tx, { sessionId, subProblemIndex, asOf }) } };
  });
}
