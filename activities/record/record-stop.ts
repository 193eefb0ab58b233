import type { NewEvent } from '@bo1/prisma/events';
import { factKey, roundKey } from '../meeting/keys.ts';
import type { RunRef, StopDecision } from '../meeting/types.ts';
import type { ActivityDeps } from '../ports/deps.ts';
import { releaseRound } from './round-money.ts';
import { LEFT_IMPASSE, STOP_REASON } from './stop-reasons.ts';
import { keepStopRule } from './stop-rule.ts';
import { onSession, told } from './transaction.ts';

/** RecordActivities.recordStop. The round need not have been opened: the budget may have refused it. */
export function recordStop(deps: ActivityDeps, run: RunRef, decision: StopDecision): Promise<void> {
  const { sub_problem_index, round, rule, stalled } = decision;
  const at = { sub_problem_index, round };
  const key = (fact: string) => factKey(run, `${roundKey(decision)}/${fact}`);
  const decided = { action: 'vote', decided_by: 'rule', rule, reason: STOP_REASON[rule], guidance: '' } as const;
  const intervention = stalled ? LEFT_IMPASSE.text : null;
  return onSession(deps, run, async (tx, session) => {
    await tx.round.updateMany({
      where: { sessionId: session.id, subProblemIndex: sub_problem_index, round },
      data: { decision: { ...decided, intervention } },
    });
    await keepStopRule(tx, { sessionId: session.id, subProblemIndex: sub_problem_index, rule });
    await releaseRound(tx, session.id, decision);
    const events: NewEvent[] = [
      { type: 'facilitator_decision', data: { ...at, ...decided }, dedupeKey: key('facilitated') },
    ];
    if (stalled)
      events.push({ type: 'impasse_acknowledged', data: { ...at, ...LEFT_IMPASSE }, dedupeKey: key('impasse') });
    return told({ events, step: 'vote' });
  });
}
