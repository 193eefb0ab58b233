import { FAILURES } from '@bo1/contracts/errors/values';
import { ApplicationFailure } from '@temporalio/common';
import { callText } from '../llm/call.ts';
import type { ActivityDeps } from '../ports/deps.ts';
import { callOf } from './calls.ts';
import { roundKey } from './keys.ts';
import { summariseRoundPrompt, SUMMARY_LIMIT } from './prompts/summarise-round.ts';
import { readDeliberation } from './read/deliberation.ts';
import { missing } from './read/missing.ts';
import { tidy } from './repair/texts.ts';
import type { RoundRef, RunRef } from './types.ts';

/**
 * LlmActivities.summariseRound. A round keeps the first summary it got: later prompts stay the same to the byte. Where the
 * model gives no text, later prompts make do with the first sentence of each contribution; no meeting ends over that.
 */
export async function summariseRound(deps: ActivityDeps, run: RunRef, ref: RoundRef): Promise<void> {
  const { sub_problem_index, round } = ref;
  const { sub_problem, rounds } = await readDeliberation(deps.db, run, {
    sub_problem_index,
    up_to: round,
    moment: { round },
  });
  const finished = rounds.find((one) => one.round === round);
  if (!finished) throw missing('round');
  const call = callText(deps, {
    ...callOf(run, 'summary', `${roundKey(ref)}/summary`, roundKey(ref)),
    prompt: summariseRoundPrompt({ sub_problem, round: finished }),
    commit: async (tx, _session, { content }) => {
      await tx.round.updateMany({
        where: { sessionId: run.session_id, subProblemIndex: sub_problem_index, round, summary: null },
        data: { summary: tidy(content.text, SUMMARY_LIMIT, 'Nothing new was said.') },
      });
      return { result: undefined, events: [] };
    },
  });
  return call.catch((error: unknown) => {
    if (!(error instanceof ApplicationFailure) || error.type !== FAILURES.invalid_model_answer) throw error;
    deps.log.warn({ session_id: run.session_id, sub_problem_index, round }, 'A round has no summary');
  });
}
