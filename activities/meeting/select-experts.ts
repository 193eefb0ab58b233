import type { Tx } from '@bo1/prisma/client';
import type { Persona } from '@bo1/prisma/generated/client';
import { callTool } from '../llm/call.ts';
import type { Commit } from '../llm/step.ts';
import type { ActivityDeps } from '../ports/deps.ts';
import { callOf } from './calls.ts';
import { factKey, stepReservation, subProblemKey } from './keys.ts';
import { selectExpertsPrompt } from './prompts/select-experts.ts';
import { readBrief } from './read/brief.ts';
import { profileOf, readCandidates } from './read/experts.ts';
import { readSubProblem } from './read/sub-problem.ts';
import { repairSelection, type Choice } from './repair/selection.ts';
import { selectTool } from './tools/expert-selection.ts';
import type { RunRef } from './types.ts';

type Target = { sub_problem_index: number; count: number };

/** LlmActivities.selectExperts. The profiles are copied: what the catalogue says later does not reach this meeting. */
export async function selectExperts(deps: ActivityDeps, run: RunRef, target: Target): Promise<{ experts: string[] }> {
  const index = target.sub_problem_index;
  const [brief, sub_problem, { catalogue, pinned }] = await Promise.all([
    readBrief(deps.db, run),
    readSubProblem(deps.db, run, index),
    readCandidates(deps.db, run),
  ]);
  const count = Math.min(target.count, catalogue.length);
  const callKey = `${subProblemKey(index)}/select`;
  return callTool(deps, {
    ...callOf(run, 'select', callKey, stepReservation(callKey)),
    prompt: selectExpertsPrompt({ brief, sub_problem, catalogue, pinned, count }),
    tool: selectTool(
      catalogue.map((persona) => persona.code),
      count,
    ),
    begin: () => Promise.resolve({ events: [], step: 'select_experts' }),
    commit: (tx, _session, { content }) =>
      seat(tx, run, index, repairSelection(content, { catalogue, pinned, count, goal: sub_problem.goal })),
  });
}

/** Seats the board, unless it sits already. */
export async function seat(
  tx: Tx,
  run: RunRef,
  subProblemIndex: number,
  choices: readonly Choice<Persona>[],
): Promise<Commit<{ experts: string[] }>> {
  const where = { sessionId: run.session_id, subProblemIndex };
  const seated = await tx.sessionExpert.count({ where });
  if (seated === 0)
    await tx.sessionExpert.createMany({ data: choices.map((choice, position) => rowOf(choice, position)) });
  const board = await tx.sessionExpert.findMany({ where, orderBy: { position: 'asc' } });
  return {
    result: { experts: board.map((row) => row.expertCode) },
    events: board.map(({ expertCode, name, archetype, colour, reason, position }) => ({
      type: 'expert_selected' as const,
      data: { sub_problem_index: subProblemIndex, expert_code: expertCode, name, archetype, colour, reason, position },
      dedupeKey: factKey(run, `${subProblemKey(subProblemIndex)}/expert/${expertCode}`),
    })),
    counts: { expert: seated === 0 ? board.length : 0 },
    step: 'select_experts',
  };

  function rowOf({ candidate, reason }: Choice<Persona>, position: number) {
    const { code: expertCode, name, archetype, colour } = candidate;
    return { ...where, expertCode, name, archetype, colour, reason, position, profile: profileOf(candidate) };
  }
}
