import { decisionRecord, type DecisionRecord } from '@bo1/contracts/meeting/schema';
import type { StopRule } from '@bo1/contracts/meeting/values';
import type { Tx } from '@bo1/prisma/client';
import { callTool } from '../llm/call.ts';
import type { ActivityDeps } from '../ports/deps.ts';
import { callOf } from './calls.ts';
import { CLOSING_RESERVATION, factKey, subProblemKey } from './keys.ts';
import { synthesisePrompt } from './prompts/synthesise.ts';
import { readDeliberation, readVotes } from './read/deliberation.ts';
import { ownView, repairRecord } from './repair/record.ts';
import { recordTool } from './tools/decision-record.ts';
import type { RunRef } from './types.ts';

type Target = { sub_problem_index: number; rounds: number; stop_rule: StopRule };

/** LlmActivities.synthesise. Whoever differs is in the record, in their own words where the model left them out. */
export async function synthesise(deps: ActivityDeps, run: RunRef, target: Target): Promise<void> {
  const { sub_problem_index, rounds, stop_rule } = target;
  const deliberation = await readDeliberation(deps.db, run, { sub_problem_index, up_to: rounds, moment: 'closing' });
  const { experts, sub_problem } = deliberation;
  const votes = await readVotes(deps.db, run, sub_problem_index, experts);
  const fact = subProblemKey(sub_problem_index);
  return callTool(deps, {
    ...callOf(run, 'synthesis', `${fact}/synthesis`, CLOSING_RESERVATION),
    prompt: synthesisePrompt({ deliberation, votes, stop_rule }),
    tool: recordTool(votes.map((cast) => cast.expert_code)),
    begin: () => Promise.resolve({ events: [], step: 'synthesise' }),
    commit: async (tx, _session, { content, model, promptHash }) => {
      const facts = { question: sub_problem.goal, views: votes.map(ownView) };
      const record = await keepRecord(tx, run, sub_problem_index, repairRecord(content, facts));
      await tx.subProblem.update({
        where: { sessionId_index: { sessionId: run.session_id, index: sub_problem_index } },
        data: { status: 'complete', stopRule: stop_rule },
      });
      return {
        result: undefined,
        events: [
          {
            type: 'sub_problem_complete',
            data: { sub_problem_index, stop_rule, rounds, record, model, prompt_hash: promptHash },
            dedupeKey: factKey(run, `${fact}/complete`),
          },
        ],
        step: 'synthesise',
      };
    },
  });
}

/** Keeps a record under its scope (-1: the meeting), unless there is one, and gives the one that is kept. */
export async function keepRecord(tx: Tx, run: RunRef, scope: number, record: DecisionRecord): Promise<DecisionRecord> {
  const row = await tx.decisionRecord.upsert({
    where: { sessionId_scope: { sessionId: run.session_id, scope } },
    create: { sessionId: run.session_id, scope, content: record },
    update: {},
  });
  return decisionRecord.parse(row.content);
}

/** Keeps a record in the place of the one before, and gives it. */
export async function replaceRecord(
  tx: Tx,
  run: RunRef,
  scope: number,
  record: DecisionRecord,
): Promise<DecisionRecord> {
  const row = await tx.decisionRecord.upsert({
    where: { sessionId_scope: { sessionId: run.session_id, scope } },
    create: { sessionId: run.session_id, scope, content: record },
    update: { content: record },
  });
  return decisionRecord.parse(row.content);
}
