import { STOP_THRESHOLDS, type FacilitatorAction } from '@bo1/contracts/meeting/values';
import type { Tx } from '@bo1/prisma/client';
import type { NewEvent } from '@bo1/prisma/events';
import { callTool } from '../llm/call.ts';
import type { Commit } from '../llm/step.ts';
import type { ActivityDeps } from '../ports/deps.ts';
import { callOf } from './calls.ts';
import { factKey, roundKey } from './keys.ts';
import { facilitatePrompt } from './prompts/facilitate.ts';
import { readDeliberation } from './read/deliberation.ts';
import { repairFacilitation, type Facilitation } from './repair/facilitation.ts';
import { facilitateTool } from './tools/facilitator-decision.ts';
import type { FacilitatorTurn, RunRef } from './types.ts';

/**
 * Nothing hard to decide: no open conflict near the stalling rule, nothing that a targeted round must treat, no impasse to
 * put into words. Then the small model does.
 */
export function isRoutine({ signals, missing_aspects, allowed }: FacilitatorTurn): boolean {
  return (
    signals.conflict < STOP_THRESHOLDS.stalled.conflict - 0.2 &&
    missing_aspects.length === 0 &&
    allowed.every((action) => action === 'continue' || action === 'vote')
  );
}

/** LlmActivities.facilitate. What it says reaches the prompts of the next round. */
export async function facilitate(
  deps: ActivityDeps,
  run: RunRef,
  turn: FacilitatorTurn,
): Promise<{ action: FacilitatorAction }> {
  const { sub_problem_index, round, max_rounds, signals, missing_aspects, allowed } = turn;
  const deliberation = await readDeliberation(deps.db, run, { sub_problem_index, up_to: round, moment: { round } });
  const focus = deliberation.rounds.at(-1)?.judgement?.focus ?? '';
  const kind = isRoutine(turn) ? 'facilitateRoutine' : 'facilitate';
  return callTool(deps, {
    ...callOf(run, kind, `${roundKey(turn)}/facilitate`, roundKey(turn)),
    prompt: facilitatePrompt({ deliberation, round, max_rounds, missing_aspects, allowed }),
    tool: facilitateTool(allowed),
    commit: (tx, _session, { content }) =>
      guide(tx, run, turn, repairFacilitation(content, { allowed, signals, missing_aspects, focus })),
  });
}

async function guide(
  tx: Tx,
  run: RunRef,
  turn: FacilitatorTurn,
  facilitation: Facilitation,
): Promise<Commit<{ action: FacilitatorAction }>> {
  const { sub_problem_index, round } = turn;
  const { action, reason, guidance, moderator, impasse, research } = facilitation;
  const decided = { action, decided_by: 'facilitator', rule: null, reason, guidance } as const;
  await tx.round.update({
    where: {
      sessionId_subProblemIndex_round: { sessionId: run.session_id, subProblemIndex: sub_problem_index, round },
    },
    data: { decision: { ...decided, intervention: moderator?.text ?? impasse?.text ?? null, research } },
  });
  const at = { sub_problem_index, round };
  const key = (fact: string) => factKey(run, `${roundKey(turn)}/${fact}`);
  const events: NewEvent[] = [
    { type: 'facilitator_decision', data: { ...at, ...decided }, dedupeKey: key('facilitated') },
  ];
  if (moderator)
    events.push({ type: 'moderator_intervention', data: { ...at, ...moderator }, dedupeKey: key('moderator') });
  if (impasse) events.push({ type: 'impasse_acknowledged', data: { ...at, ...impasse }, dedupeKey: key('impasse') });
  return { result: { action }, events };
}
