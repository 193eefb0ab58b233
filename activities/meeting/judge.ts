import type { Tx } from '@bo1/prisma/client';
import type { NewEvent } from '@bo1/prisma/events';
import { Context } from '@temporalio/activity';
import { callTool } from '../llm/call.ts';
import { roundNovelty } from '../llm/round-novelty.ts';
import type { ActivityDeps } from '../ports/deps.ts';
import { affordsRound } from '../record/next-round.ts';
import { callOf } from './calls.ts';
import { factKey, roundKey } from './keys.ts';
import type { Judgement } from './material.ts';
import { judgePrompt } from './prompts/judge.ts';
import { readDeliberation } from './read/deliberation.ts';
import { missing } from './read/missing.ts';
import { judgementOf } from './read/rounds.ts';
import { repairJudgement } from './repair/judgement.ts';
import { judgeTool } from './tools/round-judgement.ts';
import type { JudgedRound, RoundRef, RoundToJudge, RunRef } from './types.ts';

const NO_EMBEDDINGS = 'How much is new in a round cannot be measured at the moment. The board goes on without it.';

/**
 * LlmActivities.judge. Agreement, conflict and aspects are the model's reading; novelty is measured beside the call. Both
 * are in one event. A round that was judged keeps its signals. Whether there is money for the next one is looked up in the
 * same transaction: the rule that asks comes before those that read the signals.
 */
export async function judge(deps: ActivityDeps, run: RunRef, judged: RoundToJudge): Promise<JudgedRound> {
  const { next, ...ref } = judged;
  const { sub_problem_index, round } = ref;
  const deliberation = await readDeliberation(deps.db, run, { sub_problem_index, up_to: round, moment: { round } });
  const spoke = deliberation.rounds.at(-1)?.said.map((said) => said.expert_code) ?? [];
  const before = deliberation.rounds.at(-2)?.judgement ?? null;
  const measuring = roundNovelty(deps, { session_id: run.session_id, ...ref }, Context.current().cancellationSignal);
  // The call may fail first; its failure is the one to tell.
  measuring.catch(() => undefined);
  return callTool(deps, {
    ...callOf(run, 'judge', `${roundKey(ref)}/judge`, roundKey(ref)),
    prompt: judgePrompt({ deliberation }),
    tool: judgeTool(spoke),
    ready: measuring,
    commit: async (tx, session, { content }) => {
      const read = repairJudgement(content, {
        novelty: await measuring,
        earlier: before?.aspects ?? null,
        experts: spoke,
      });
      const { judgement, notices } = await keepJudgement(tx, run, ref, read);
      const { agreement, conflict, novelty, aspects, focus } = judgement;
      const affords_next = next && (await affordsRound(deps, tx, run, session, { known: deliberation, opening: next }));
      return {
        result: { agreement, conflict, novelty, aspects, ...(affords_next === undefined ? {} : { affords_next }) },
        events: [
          ...notices,
          {
            type: 'round_judged',
            data: { sub_problem_index, round, agreement, conflict, novelty, aspects, focus },
            dedupeKey: factKey(run, `${roundKey(ref)}/judged`),
          },
        ],
      };
    },
  });
}

/**
 * Keeps the judgement of a round, unless it has one, and gives what is kept; with a new one, whether novelty can be measured,
 * where that has changed. A round that a later attempt comes by has told it.
 */
async function keepJudgement(
  tx: Tx,
  run: RunRef,
  ref: RoundRef,
  read: Judgement,
): Promise<{ judgement: Judgement; notices: NewEvent[] }> {
  const [row] = await tx.$queryRaw<{ before: unknown; missed: boolean }[]>`
    with kept as (
      update rounds set signals = ${JSON.stringify(read)}::jsonb
      where session_id = ${run.session_id} and sub_problem_index = ${ref.sub_problem_index}::int
        and round = ${ref.round}::int and signals is null
    )
    select r.signals as before, coalesce((
        select e.type = 'degraded' from session_events e
        where e.session_id = r.session_id and e.type in ('degraded', 'recovered') and e.data->>'reason' = 'no_embeddings'
        order by e.sequence desc limit 1), false) as missed
    from rounds r
    where r.session_id = ${run.session_id} and r.sub_problem_index = ${ref.sub_problem_index}::int
      and r.round = ${ref.round}::int`;
  if (!row) throw missing('round');
  const before = judgementOf(row.before);
  if (before) return { judgement: before, notices: [] };
  return { judgement: read, notices: embeddingEvents(run, ref, read, row.missed) };
}

/** Said once when novelty can no longer be measured, and once when it can again, whatever board of the meeting finds out. */
function embeddingEvents(run: RunRef, ref: RoundRef, { novelty }: Judgement, missed: boolean): NewEvent[] {
  const dedupeKey = factKey(run, `${roundKey(ref)}/embeddings`);
  if (novelty === null && !missed)
    return [{ type: 'degraded', data: { reason: 'no_embeddings', message: NO_EMBEDDINGS }, dedupeKey }];
  if (novelty !== null && missed) return [{ type: 'recovered', data: { reason: 'no_embeddings' }, dedupeKey }];
  return [];
}
