import { factKey, roundKey } from '../meeting/keys.ts';
import type { RunRef, StopDecision } from '../meeting/types.ts';
import type { ActivityDeps } from '../ports/deps.ts';
import { releaseRound } from './round-money.ts';
import { STOP_REASON } from './stop-reasons.ts';
import { onSession, told } from './transaction.ts';

/** RecordActivities.recordStop. The round need not have been opened: the budget may have refused it. */
export function recordStop(deps: ActivityDeps, run: RunRef, decision: StopDecision): Promise<void> {
  const { sub_problem_index, round, rule } = decision;
  const decided = { action: 'vote', decided_by: 'rule', rule, reason: STOP_REASON[rule], guidance: '' } as const;
  return onSession(deps, run, async (tx, session) => {
    await tx.round.updateMany({
      where: { sessionId: session.id, subProblemIndex: sub_problem_index, round },
      data: { decision: decided },
    });
    await tx.subProblem.updateMany({
      where: { sessionId: session.id, index: sub_problem_index },
      data: { stopRule: rule },
    });
    await tx.session.update({ where: { id: session.id }, data: { stopRule: rule } });
    await releaseRound(tx, session.id, decision);
    return told({
      events: [
        {
          type: 'facilitator_decision',
          data: { sub_problem_index, round, ...decided },
          dedupeKey: factKey(run, `${roundKey(decision)}/facilitated`),
        },
      ],
      step: 'vote',
    });
  });
}
