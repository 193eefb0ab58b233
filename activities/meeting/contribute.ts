import type { Tx } from '@bo1/prisma/client';
import { callText } from '../llm/call.ts';
import { embedContribution } from '../llm/round-novelty.ts';
import type { Answer, Commit, TextContent } from '../llm/step.ts';
import type { ActivityDeps } from '../ports/deps.ts';
import { callOf } from './calls.ts';
import { factKey, roundKey } from './keys.ts';
import { contributePrompt } from './prompts/contribute.ts';
import { memberOf, readDeliberation } from './read/deliberation.ts';
import { withoutControls } from './sanitise.ts';
import type { ExpertTurn, RunRef } from './types.ts';

type Contributed = { contribution_id: string; truncated: boolean };

/** LlmActivities.contribute. The prompt holds rounds before this one only. */
export async function contribute(deps: ActivityDeps, run: RunRef, turn: ExpertTurn): Promise<Contributed> {
  const { sub_problem_index, round, max_rounds, phase, expert_code } = turn;
  const deliberation = await readDeliberation(deps.db, run, { sub_problem_index, up_to: round - 1, moment: { round } });
  const expert = memberOf(deliberation.experts, expert_code);
  const fact = `${roundKey(turn)}/${expert_code}`;
  const callKey = `${fact}/contribute`;
  const { text, added, ...result } = await callText(deps, {
    ...callOf(run, 'contribute', callKey, roundKey(turn)),
    prompt: contributePrompt({ deliberation, expert, round, max_rounds, phase }),
    begin: () =>
      Promise.resolve({
        events: [
          {
            type: 'contribution_started',
            data: { sub_problem_index, round, expert_code, call_key: callKey },
            dedupeKey: factKey(run, `${fact}/started`),
          },
        ],
      }),
    commit: (tx, _session, answer) => say(tx, run, turn, answer),
  });
  const { session_id } = run;
  const place = { session_id, sub_problem_index, round, expert_code };
  embedContribution(deps, place, { id: result.contribution_id, text, added });
  return result;
}

async function say(
  tx: Tx,
  run: RunRef,
  turn: ExpertTurn,
  answer: Answer<TextContent>,
): Promise<Commit<Contributed & { text: string; added: boolean }>> {
  const { sub_problem_index, round, expert_code } = turn;
  const { callKey, model, promptHash, content } = answer;
  const text = withoutControls(content.text).trim();
  const row = await keepContribution(tx, run, turn, { text, truncated: content.truncated, callKey });
  return {
    result: { contribution_id: row.id, truncated: row.truncated, text: row.text, added: row.added },
    events: [
      {
        type: 'contribution',
        data: {
          sub_problem_index,
          round,
          contribution_id: row.id,
          expert_code,
          text: row.text,
          truncated: row.truncated,
          call_key: callKey,
          model,
          prompt_hash: promptHash,
        },
        dedupeKey: factKey(run, `${roundKey(turn)}/${expert_code}`),
      },
    ],
    counts: { contribution: row.added ? 1 : 0 },
  };
}

interface Kept {
  id: string;
  text: string;
  truncated: boolean;
  added: boolean;
}

/** Keeps what an expert said in a round, unless it is kept, and gives what is. The session must be locked. */
async function keepContribution(
  tx: Tx,
  run: RunRef,
  { sub_problem_index, round, expert_code }: ExpertTurn,
  { text, truncated, callKey }: { text: string; truncated: boolean; callKey: string },
): Promise<Kept> {
  const [row] = await tx.$queryRaw<[Kept]>`
    with added as (
      insert into contributions (id, session_id, sub_problem_index, round, expert_code, text, truncated, call_key)
      values (uuidv7(), ${run.session_id}, ${sub_problem_index}::int, ${round}::int, ${expert_code}, ${text},
        ${truncated}::bool, ${callKey})
      on conflict (session_id, sub_problem_index, round, expert_code) do nothing
      returning id, text, truncated
    )
    select id, text, truncated, true as added from added
    union all
    select id, text, truncated, false from contributions
    where session_id = ${run.session_id} and sub_problem_index = ${sub_problem_index}::int and round = ${round}::int
      and expert_code = ${expert_code}`;
  return row;
}
