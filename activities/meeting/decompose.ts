import { FAILURES, type FailureType } from '@bo1/contracts/errors/values';
import type { EventData } from '@bo1/contracts/events/schema';
import type { Tier } from '@bo1/contracts/meeting/values';
import type { Tx } from '@bo1/prisma/client';
import { callTool } from '../llm/call.ts';
import type { Commit } from '../llm/step.ts';
import type { ActivityDeps } from '../ports/deps.ts';
import { callOf } from './calls.ts';
import { factKey, stepReservation } from './keys.ts';
import { decomposePrompt } from './prompts/decompose.ts';
import { readBrief, readSession } from './read/brief.ts';
import { repairDecomposition } from './repair/sub-problems.ts';
import { decomposeTool } from './tools/decomposition.ts';
import type { RunRef, SubProblemPlan } from './types.ts';

/** LlmActivities.decompose. */
export async function decompose(deps: ActivityDeps, run: RunRef): Promise<{ sub_problems: SubProblemPlan[] }> {
  const [brief, session] = await Promise.all([readBrief(deps.db, run), readSession(deps.db, run)]);
  const most = deps.settings.sub_problems[session.tier as Tier];
  return callTool(deps, {
    ...callOf(run, 'decompose', 'decompose', stepReservation('decompose')),
    prompt: decomposePrompt({ brief, most }),
    tool: decomposeTool(most),
    begin: () => Promise.resolve({ events: [], step: 'decompose' }),
    commit: (tx, _session, { content }) =>
      setAgenda(tx, run, repairDecomposition(content, { problem: brief.problem, most })),
  });
}

async function setAgenda(
  tx: Tx,
  run: RunRef,
  agenda: ReturnType<typeof repairDecomposition>,
): Promise<Commit<{ sub_problems: SubProblemPlan[] }>> {
  const where = { sessionId: run.session_id };
  if ((await tx.subProblem.count({ where })) === 0) {
    await tx.subProblem.createMany({
      data: agenda.sub_problems.map(({ depends_on, ...one }) => ({ ...where, ...one, dependsOn: depends_on })),
    });
  }
  const rows = await tx.subProblem.findMany({ where, orderBy: { index: 'asc' } });
  const sub_problems = rows.map(({ index, goal, complexity, dependsOn }) => ({
    index,
    goal,
    complexity,
    depends_on: dependsOn,
  }));
  const settled = run.attempt === 1 ? new Map<number, Settled>() : await settledBefore(tx, run, rows);
  return {
    result: {
      sub_problems: sub_problems.map(({ index, complexity, depends_on }) => ({
        index,
        complexity,
        depends_on,
        ...settled.get(index),
      })),
    },
    events: [
      {
        type: 'decomposition_complete',
        data: { rationale: agenda.rationale, sub_problems },
        dedupeKey: factKey(run, 'decompose'),
      },
    ],
    step: 'decompose',
  };
}

type Settled = Pick<SubProblemPlan, 'kept' | 'left_out'>;

/** What a later attempt leaves as it is: parts that have their result, and failed ones that nobody asked to try again. */
async function settledBefore(
  tx: Tx,
  run: RunRef,
  rows: readonly { index: number; status: string }[],
): Promise<Map<number, Settled>> {
  const told = await tx.sessionEvent.findMany({
    where: { sessionId: run.session_id, type: 'sub_problem_failed' },
    orderBy: { sequence: 'asc' },
    select: { data: true },
  });
  const failures = new Map(
    told.map(({ data }) => data as EventData<'sub_problem_failed'>).map((data) => [data.sub_problem_index, data.code]),
  );
  return new Map(
    rows.flatMap(({ index, status }): [number, Settled][] => {
      if (status === 'complete') return [[index, { kept: true }]];
      if (status !== 'failed') return [];
      return [[index, { left_out: (failures.get(index) ?? FAILURES.internal) as FailureType }]];
    }),
  );
}
