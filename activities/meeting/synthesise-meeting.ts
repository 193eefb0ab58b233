import type { DecisionRecord } from '@bo1/contracts/meeting/schema';
import type { Tx } from '@bo1/prisma/client';
import { WHOLE_MEETING } from '@bo1/prisma/session-views';
import { callTool } from '../llm/call.ts';
import type { Commit } from '../llm/step.ts';
import type { ActivityDeps } from '../ports/deps.ts';
import { onSession } from '../record/transaction.ts';
import { callOf } from './calls.ts';
import { CLOSING_RESERVATION, factKey } from './keys.ts';
import { firstSentence } from './length.ts';
import type { SubRecord } from './prompts/synthesise-meeting.ts';
import { synthesiseMeetingPrompt } from './prompts/synthesise-meeting.ts';
import { readBrief } from './read/brief.ts';
import { readRecord, readVotes } from './read/deliberation.ts';
import { readExperts } from './read/experts.ts';
import { missing } from './read/missing.ts';
import { ownView, repairRecord, type OwnView } from './repair/record.ts';
import { keepRecord, replaceRecord } from './synthesise.ts';
import { recordTool } from './tools/decision-record.ts';
import type { RunRef } from './types.ts';

/**
 * LlmActivities.synthesiseMeeting. With one sub-problem its record is the meeting's, and nothing is called. A later attempt
 * writes it anew, under a name of its own, where a part has come to its result since.
 */
export async function synthesiseMeeting(
  deps: ActivityDeps,
  run: RunRef,
  scope: { sub_problem_indexes: number[] },
): Promise<void> {
  if (run.attempt > 1 && (await stands(deps, run))) return;
  const records = await readRecords(deps, run, scope.sub_problem_indexes);
  const [only, ...others] = records;
  if (!only) throw missing('record');
  if (others.length === 0) return onSession(deps, run, (tx) => concluded(tx, run, only.record));
  const [brief, views] = await Promise.all([readBrief(deps.db, run), readViews(deps, run, scope.sub_problem_indexes)]);
  return callTool(deps, {
    ...callOf(run, 'synthesis', run.attempt === 1 ? 'synthesis' : `synthesis/${run.attempt}`, CLOSING_RESERVATION),
    prompt: synthesiseMeetingPrompt({ brief, records }),
    tool: recordTool(views.map((view) => view.expert_code)),
    begin: () => Promise.resolve({ events: [], step: 'synthesise' }),
    commit: (tx, _session, { content, model, promptHash }) => {
      const must_keep = records.flatMap(({ record }) => record.dissent);
      const origin = { model, prompt_hash: promptHash };
      return concluded(
        tx,
        run,
        repairRecord(content, { question: firstSentence(brief.problem, 300), views, must_keep }),
        origin,
      );
    },
  });
}

/** Keeps the meeting's record and tells of it; `origin` is for the log where a model wrote it for the whole. */
export async function concluded(
  tx: Tx,
  run: RunRef,
  outcome: DecisionRecord,
  origin: { model?: string; prompt_hash?: string } = {},
): Promise<Commit<void>> {
  const record =
    run.attempt === 1
      ? await keepRecord(tx, run, WHOLE_MEETING, outcome)
      : await replaceRecord(tx, run, WHOLE_MEETING, outcome);
  await tx.session.update({ where: { id: run.session_id }, data: { decision: record.decision } });
  return {
    result: undefined,
    events: [{ type: 'synthesis_complete', data: { record, ...origin }, dedupeKey: factKey(run, 'synthesis') }],
    step: 'synthesise',
  };
}

/** Whether no part has come to its result since the meeting's record was written. */
async function stands({ db }: ActivityDeps, run: RunRef): Promise<boolean> {
  const newest = async (type: string) =>
    (await db.sessionEvent.aggregate({ where: { sessionId: run.session_id, type }, _max: { sequence: true } }))._max
      .sequence ?? 0;
  return (await newest('synthesis_complete')) > (await newest('sub_problem_complete'));
}

async function readRecords(deps: ActivityDeps, run: RunRef, indexes: readonly number[]): Promise<SubRecord[]> {
  const unseen = run.attempt === 1 ? new Map<number, number[]>() : await decidedLater(deps, run);
  const found = await Promise.all(
    [...new Set(indexes)]
      .toSorted((a, b) => a - b)
      .map(async (index) => ({ index, record: await readRecord(deps.db, run, index) })),
  );
  return found.flatMap(({ index, record }) => (record ? [{ index, record, without: unseen.get(index) ?? [] }] : []));
}

/**
 * By part: those it builds on that came to their decision after it, since it was kept when they were tried again. Nobody who
 * deliberated it has seen them.
 */
async function decidedLater({ db }: ActivityDeps, run: RunRef): Promise<Map<number, number[]>> {
  const rows = await db.$queryRaw<{ index: number; without: number[] }[]>`
    with decided as (
      select (data->>'sub_problem_index')::int as index, max(sequence) as at from session_events
      where session_id = ${run.session_id} and type = 'sub_problem_complete' group by 1
    )
    select p.index, array_agg(earlier.index order by earlier.index) as without
    from sub_problems p join decided own on own.index = p.index
      join decided earlier on earlier.index = any(p.depends_on) and earlier.index <> p.index and earlier.at > own.at
    where p.session_id = ${run.session_id} group by p.index`;
  return new Map(rows.map(({ index, without }) => [index, without]));
}

/** What each expert held; of one who sat on several boards, what they said in the first. */
async function readViews(deps: ActivityDeps, run: RunRef, indexes: readonly number[]): Promise<OwnView[]> {
  const boards = await Promise.all(
    indexes.map(async (index) => readVotes(deps.db, run, index, await readExperts(deps.db, run, index))),
  );
  const views = new Map<string, OwnView>();
  for (const vote of boards.flat()) if (!views.has(vote.expert_code)) views.set(vote.expert_code, ownView(vote));
  return [...views.values()];
}
