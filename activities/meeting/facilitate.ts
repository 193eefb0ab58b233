import { GROUP_THINK, STOP_THRESHOLDS, type FacilitatorAction } from '@bo1/contracts/meeting/values';
import type { Tx } from '@bo1/prisma/client';
import type { NewEvent } from '@bo1/prisma/events';
import { callTool } from '../llm/call.ts';
import type { Commit } from '../llm/step.ts';
import { keepStopRule } from '../record/stop-rule.ts';
import type { ActivityDeps } from '../ports/deps.ts';
import { askBetweenRounds, asked, mayAsk } from './ask-between-rounds.ts';
import { callOf } from './calls.ts';
import { factKey, roundKey } from './keys.ts';
import { facilitatePrompt } from './prompts/facilitate.ts';
import { readDeliberation } from './read/deliberation.ts';
import { repairFacilitation, type Facilitation } from './repair/facilitation.ts';
import { facilitateTool, type FacilitateAnswer } from './tools/facilitator-decision.ts';
import type { FacilitatorTurn, RunRef } from './types.ts';

type Outcome = { action: FacilitatorAction; question_ids?: string[] };

/**
 * Nothing hard to decide: no open conflict near the stalling rule, no agreement that nobody has tested, nothing that a
 * targeted round must treat, no impasse to put into words. Then the small model does.
 */
export function isRoutine({ round, signals, missing_aspects, allowed }: FacilitatorTurn): boolean {
  const untested = signals.agreement > GROUP_THINK.agreement && round < GROUP_THINK.until_round;
  return (
    signals.conflict < STOP_THRESHOLDS.stalled.conflict - 0.2 &&
    !untested &&
    missing_aspects.length === 0 &&
    !allowed.includes('acknowledge_impasse')
  );
}

/** LlmActivities.facilitate. What it says reaches the prompts of the next round. */
export async function facilitate(deps: ActivityDeps, run: RunRef, turn: FacilitatorTurn): Promise<Outcome> {
  const { sub_problem_index, round, max_rounds, missing_aspects, allowed } = turn;
  const deliberation = await readDeliberation(deps.db, run, { sub_problem_index, up_to: round, moment: { round } });
  const focus = deliberation.rounds.at(-1)?.judgement?.focus ?? '';
  const kind = isRoutine(turn) ? 'facilitateRoutine' : 'facilitate';
  return callTool(deps, {
    ...callOf(run, kind, `${roundKey(turn)}/facilitate`, roundKey(turn)),
    prompt: facilitatePrompt({ deliberation, round, max_rounds, missing_aspects, allowed }),
    tool: facilitateTool(allowed),
    commit: async (tx, _session, { content }) => guide(tx, run, turn, await repaired(tx, run, turn, content, focus)),
  });
}

/** Boards that deliberate side by side share how often the person may be asked: the row's lock decides whose turn it is. */
async function repaired(tx: Tx, run: RunRef, turn: FacilitatorTurn, answer: FacilitateAnswer, focus: string) {
  const { signals, missing_aspects } = turn;
  const asks = answer.action === 'clarify' && (await mayAsk(tx, run, turn));
  const allowed = asks ? turn.allowed : turn.allowed.filter((action) => action !== 'clarify');
  const before = asks ? await asked(tx, run, turn) : [];
  return repairFacilitation(answer, { allowed, signals, missing_aspects, focus, asked: before });
}

async function guide(tx: Tx, run: RunRef, turn: FacilitatorTurn, facilitation: Facilitation): Promise<Commit<Outcome>> {
  const { sub_problem_index, round } = turn;
  const { action, reason, guidance, moderator, impasse, research, questions } = facilitation;
  const decided = { action, decided_by: 'facilitator', rule: null, reason, guidance } as const;
  await tx.round.update({
    where: {
      sessionId_subProblemIndex_round: { sessionId: run.session_id, subProblemIndex: sub_problem_index, round },
    },
    data: { decision: { ...decided, intervention: moderator?.text ?? impasse?.text ?? null, research } },
  });
  if (action === 'vote')
    await keepStopRule(tx, { sessionId: run.session_id, subProblemIndex: sub_problem_index, rule: 'facilitator' });
  const at = { sub_problem_index, round };
  const key = (fact: string) => factKey(run, `${roundKey(turn)}/${fact}`);
  const events: NewEvent[] = [
    { type: 'facilitator_decision', data: { ...at, ...decided }, dedupeKey: key('facilitated') },
  ];
  if (moderator)
    events.push({ type: 'moderator_intervention', data: { ...at, ...moderator }, dedupeKey: key('moderator') });
  if (impasse) events.push({ type: 'impasse_acknowledged', data: { ...at, ...impasse }, dedupeKey: key('impasse') });
  if (action !== 'clarify') return { result: { action }, events };
  const { open, event, status } = await askBetweenRounds(tx, run, turn, questions);
  return {
    result: { action, question_ids: open },
    events: [...events, ...event],
    ...(status === undefined ? {} : { status }),
  };
}
