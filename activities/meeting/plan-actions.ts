import type { Tx } from '@bo1/prisma/client';
import { callTool } from '../llm/call.ts';
import type { Commit } from '../llm/step.ts';
import type { ActivityDeps } from '../ports/deps.ts';
import { callOf } from './calls.ts';
import { CLOSING_RESERVATION, factKey, subProblemKey } from './keys.ts';
import { planActionsPrompt } from './prompts/plan-actions.ts';
import { civilDate, readBrief } from './read/brief.ts';
import { readRecord } from './read/deliberation.ts';
import { missing } from './read/missing.ts';
import { readSubProblem } from './read/sub-problem.ts';
import { repairActions, type PlannedAction } from './repair/actions.ts';
import { actionsTool } from './tools/action-plan.ts';
import type { RunRef } from './types.ts';

/**
 * LlmActivities.planActions. The model says in how many days an action is due; days count from the day on which it said so,
 * which is kept with its answer, so that no date lies in the past where actions are planned long after the decision.
 */
export async function planActions(
  deps: ActivityDeps,
  run: RunRef,
  target: { sub_problem_index: number },
): Promise<{ action_count: number }> {
  const index = target.sub_problem_index;
  const [brief, sub_problem, record] = await Promise.all([
    readBrief(deps.db, run),
    readSubProblem(deps.db, run, index),
    readRecord(deps.db, run, index),
  ]);
  if (!record) throw missing('record');
  return callTool(deps, {
    ...callOf(run, 'actions', `${subProblemKey(index)}/actions`, CLOSING_RESERVATION),
    prompt: planActionsPrompt({ brief, sub_problem, record }),
    tool: actionsTool(),
    begin: () => Promise.resolve({ events: [], step: 'actions' }),
    commit: (tx, _session, { content, at }) => plan(tx, run, index, repairActions(content, { from: civilDate(at) })),
  });
}

async function plan(
  tx: Tx,
  run: RunRef,
  subProblemIndex: number,
  actions: readonly PlannedAction[],
): Promise<Commit<{ action_count: number }>> {
  const idAt = (position: number): string => `${run.session_id}-sp${subProblemIndex}-a${position + 1}`;
  const { count } = await tx.action.createMany({
    data: actions.map((action, position) => ({
      id: idAt(position),
      sessionId: run.session_id,
      subProblemIndex,
      position,
      title: action.title,
      steps: action.steps,
      successCriteria: action.success_criteria,
      killCriteria: action.kill_criteria,
      priority: action.priority,
      dueDate: new Date(`${action.due_date}T00:00:00Z`),
      dependsOn: action.depends_on.map(idAt),
    })),
    skipDuplicates: true,
  });
  const told = actions.map(({ depends_on, ...action }, position) => ({
    id: idAt(position),
    sub_problem_index: subProblemIndex,
    ...action,
    depends_on: depends_on.map(idAt),
  }));
  return {
    result: { action_count: actions.length },
    events: [
      {
        type: 'actions_created',
        data: { sub_problem_index: subProblemIndex, actions: told },
        dedupeKey: factKey(run, `${subProblemKey(subProblemIndex)}/actions`),
      },
    ],
    counts: { action: count },
    step: 'actions',
  };
}
