import type { Prisma } from '@bo1/prisma/generated/client';
import { callTool } from '../llm/call.ts';
import type { ActivityDeps } from '../ports/deps.ts';
import { callOf } from './calls.ts';
import { CLOSING_RESERVATION, factKey, subProblemKey } from './keys.ts';
import { votePrompt } from './prompts/vote.ts';
import { memberOf, readDeliberation } from './read/deliberation.ts';
import { repairVote } from './repair/recommendation.ts';
import { voteTool } from './tools/recommendation.ts';
import type { RunRef } from './types.ts';

type Ballot = { sub_problem_index: number; expert_code: string; rounds: number };

/** LlmActivities.vote. Nobody sees another's recommendation before giving their own. */
export async function vote(deps: ActivityDeps, run: RunRef, ballot: Ballot): Promise<{ confidence: number }> {
  const { sub_problem_index, expert_code, rounds } = ballot;
  const deliberation = await readDeliberation(deps.db, run, { sub_problem_index, up_to: rounds, moment: 'closing' });
  const fact = `${subProblemKey(sub_problem_index)}/${expert_code}`;
  return callTool(deps, {
    ...callOf(run, 'vote', `${fact}/vote`, CLOSING_RESERVATION),
    prompt: votePrompt({ deliberation, expert: memberOf(deliberation.experts, expert_code) }),
    tool: voteTool(),
    begin: () => Promise.resolve({ events: [], step: 'vote' }),
    commit: async (tx, _session, answer) => {
      const content = repairVote(answer.content);
      const key = { sessionId: run.session_id, subProblemIndex: sub_problem_index, expertCode: expert_code };
      await tx.recommendation.createMany({
        data: { ...key, content: { ...content } satisfies Prisma.InputJsonObject },
        skipDuplicates: true,
      });
      return {
        result: { confidence: content.confidence },
        events: [
          {
            type: 'recommendation',
            data: { sub_problem_index, expert_code, ...content },
            dedupeKey: factKey(run, `${fact}/recommendation`),
          },
        ],
        step: 'vote',
      };
    },
  });
}
