import { factKey, subProblemKey } from '../meeting/keys.ts';
import type { RunRef } from '../meeting/types.ts';
import type { ActivityDeps } from '../ports/deps.ts';
import { onSession, told } from './transaction.ts';

/** RecordActivities.startSubProblem. */
export function startSubProblem(
  deps: ActivityDeps,
  run: RunRef,
  { sub_problem_index }: { sub_problem_index: number },
): Promise<void> {
  return onSession(deps, run, async (tx, session) => {
    const { goal } = await tx.subProblem.update({
      where: { sessionId_index: { sessionId: session.id, index: sub_problem_index } },
      // Deliberated again, it listens again.
      data: { status: 'running', asOf: null },
    });
    return told({
      events: [
        {
          type: 'sub_problem_started',
          data: { sub_problem_index, goal },
          dedupeKey: factKey(run, `${subProblemKey(sub_problem_index)}/started`),
        },
      ],
      step: 'select_experts',
    });
  });
}
