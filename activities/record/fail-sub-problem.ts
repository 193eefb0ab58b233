import type { FailureType } from '@bo1/contracts/errors/values';
import { factKey, subProblemKey } from '../meeting/keys.ts';
import type { RunRef } from '../meeting/types.ts';
import type { ActivityDeps } from '../ports/deps.ts';
import { failureMessage } from './failure-messages.ts';
import { releaseClosingShare } from './closing-share.ts';
import { releaseRounds } from './round-money.ts';
import { onSession, told } from './transaction.ts';

/** RecordActivities.failSubProblem. Its calls have ended: what is held for it is for other boards now. */
export function failSubProblem(
  deps: ActivityDeps,
  run: RunRef,
  { sub_problem_index, code }: { sub_problem_index: number; code: FailureType },
): Promise<void> {
  return onSession(deps, run, async (tx, session) => {
    const { count } = await tx.subProblem.updateMany({
      where: { sessionId: session.id, index: sub_problem_index, status: { not: 'failed' } },
      data: { status: 'failed' },
    });
    await releaseRounds(tx, session.id, sub_problem_index);
    if (count > 0) await releaseClosingShare(deps, tx, session, sub_problem_index);
    return told({
      events: [
        {
          type: 'sub_problem_failed',
          data: { sub_problem_index, code, message: failureMessage(code) },
          dedupeKey: factKey(run, `${subProblemKey(sub_problem_index)}/failed`),
        },
      ],
    });
  });
}
