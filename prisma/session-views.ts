import type { EventData } from '@bo1/contracts/events/schema';
import type {
  Choice,
  DecisionRecord,
  Missing,
  RecordPart,
  RecordSource,
  SessionDetail,
  SessionSummary,
  TrackedAction,
} from '@bo1/contracts/meeting/schema';
import type { OutcomeResult } from '@bo1/contracts/record/values';
import { Prisma } from './client.ts';

/** Scope of the whole meeting's record; those of its sub-problems are counted from 0. */
export const WHOLE_MEETING = -1;

/** A row of a list, by the names that the session's own fields have. */
export interface SummaryRow {
  id: string;
  status: string;
  step: string;
  problemStatement: string;
  decision: string | null;
  attempt: number;
  expertCount: number;
  roundCount: number;
  contributionCount: number;
  actionCount: number;
  createdAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
  choice: { option: string | null; ownWords: string | null; outcome: { result: string } | null } | null;
}

/** Sessions as rows of a list, in one statement: `where` speaks of `sessions s`. */
export const summaries = (where: Prisma.Sql, take: number): Prisma.Sql => Prisma.sql`
  select s.id, s.status, s.step, s.problem_statement as "problemStatement", s.decision, s.attempt,
    s.expert_count as "expertCount", s.round_count as "roundCount", s.contribution_count as "contributionCount",
    s.action_count as "actionCount", s.created_at as "createdAt", s.started_at as "startedAt", s.ended_at as "endedAt",
    case when c.session_id is not null then json_build_object(
      'option', c.option,
      'ownWords', c.own_words,
      'outcome', case when o.session_id is not null then json_build_object('result', o.result) end
    ) end as choice
  from sessions s
    left join choices c on c.session_id = s.id
    left join outcomes o on o.session_id = s.id
  where ${where}
  order by s.created_at desc, s.id desc
  limit ${take}`;

/** What `toDetail` reads beside the session itself. */
export const DETAIL = {
  questions: { where: { state: 'open' }, orderBy: { position: 'asc' } },
  records: { orderBy: { scope: 'asc' } },
  subProblems: { orderBy: { index: 'asc' } },
  choice: { include: { outcome: true } },
  actions: { orderBy: [{ subProblemIndex: 'asc' }, { position: 'asc' }] },
  sources: { orderBy: [{ subProblemIndex: 'asc' }, { number: 'asc' }] },
  /** How it ended last, where it came to a decision. */
  events: {
    where: { type: { in: ['complete', 'partial'] } },
    orderBy: { sequence: 'desc' },
    take: 1,
    select: { data: true },
  },
} satisfies Prisma.SessionInclude;
export type DetailRow = Prisma.SessionGetPayload<{ include: typeof DETAIL }>;

/** A meeting as a row of a person's list. */
export function toSummary(row: SummaryRow): SessionSummary {
  return {
    id: row.id,
    status: row.status as SessionSummary['status'],
    step: row.step as SessionSummary['step'],
    problem_statement: row.problemStatement,
    decision: row.decision,
    chosen: row.choice && (row.choice.option ?? row.choice.ownWords),
    outcome: (row.choice?.outcome?.result ?? null) as SessionSummary['outcome'],
    attempt: row.attempt,
    expert_count: row.expertCount,
    round_count: row.roundCount,
    contribution_count: row.contributionCount,
    action_count: row.actionCount,
    created_at: row.createdAt.toISOString(),
    started_at: row.startedAt?.toISOString() ?? null,
    ended_at: row.endedAt?.toISOString() ?? null,
  };
}

/** A meeting as its page and its archive show it, without costs. */
export function toDetail(row: DetailRow): SessionDetail {
  return {
    ...toSummary(row),
    last_sequence: row.lastSequence,
    skip_clarification: row.skipClarification,
    insist_on_board: row.insistOnBoard,
    tier: row.tier as SessionDetail['tier'],
    route: row.route as SessionDetail['route'],
    stop_rule: row.stopRule as SessionDetail['stop_rule'],
    simulated: row.simulated,
    open_questions: waits(row)
      ? row.questions.map(({ questionId, question, reason }) => ({ id: questionId, question, reason }))
      : [],
    record: recordOf(row, WHOLE_MEETING),
    parts: partsOf(row),
    ...missingOf(row),
    choice: row.choice && toChoice(row.choice),
    actions: planFirst(row.actions).map(toAction),
    sources: row.sources.map(toSource),
    archive:
      row.archiveJsonKey && row.archiveMarkdownKey
        ? { json_url: recordUrl(row.id, 'json'), markdown_url: recordUrl(row.id, 'md') }
        : null,
  };
}

/** A meeting that has ended asks nothing any more, whatever was left open. */
const waits = ({ status }: DetailRow): boolean => status === 'waiting_for_answers' || status === 'paused';

const recordUrl = (id: string, format: 'json' | 'md') => `/api/v1/sessions/${id}/record.${format}`;

const recordOf = (row: DetailRow, scope: number): DecisionRecord | null =>
  (row.records.find((one) => one.scope === scope)?.content as DecisionRecord | undefined) ?? null;

/** A single sub-problem's record is the meeting's, and is not told twice. */
function partsOf(row: DetailRow): RecordPart[] {
  if (row.subProblems.length < 2) return [];
  return row.subProblems.flatMap(({ index, goal, dependsOn }) => {
    const record = recordOf(row, index);
    if (!record) return [];
    const without = row.subProblems.filter(
      (other) => dependsOn.includes(other.index) && !isKnown(row, other.index, index),
    );
    return [{ index, goal, record, ...(without.length > 0 && { without: without.map((other) => other.goal) }) }];
  });
}

/** Whether a part was decided when another one was: later it is where it was tried again. */
function isKnown({ records }: DetailRow, index: number, to: number): boolean {
  const decided = (scope: number) => records.find((one) => one.scope === scope)?.createdAt.getTime() ?? Infinity;
  return decided(index) <= decided(to);
}

/**
 * What the record lacks. The meeting's end says why actions are missing; a later attempt that is under way may have planned
 * some of them since.
 */
function missingOf({ subProblems, actions, events, records }: DetailRow): { missing?: Missing } {
  const ending = events[0]?.data as EventData<'complete' | 'partial'> | undefined;
  if (!ending || records.length === 0) return {};
  const planned = new Set(actions.map(({ subProblemIndex }) => subProblemIndex));
  const unplanned = ending.missing_actions?.sub_problem_indexes.filter((index) => !planned.has(index)) ?? [];
  const goals = (of: (part: DetailRow['subProblems'][number]) => boolean) =>
    subProblems.filter(of).map(({ goal }) => goal);
  const undecided = goals(({ status }) => status !== 'complete');
  const without = goals(({ index }) => unplanned.includes(index));
  if (undecided.length + without.length === 0) return {};
  const message = ending.missing_actions?.message ?? '';
  return { missing: { undecided, actions: without.length > 0 ? { of: without, message } : null } };
}

/** A person's choice with its outcome, as their pages show it. */
export const toChoice = (row: NonNullable<DetailRow['choice']>): Choice => ({
  option: row.option,
  own_words: row.ownWords,
  note: row.note,
  recorded_at: row.createdAt.toISOString(),
  updated_at: row.updatedAt.toISOString(),
  outcome: row.outcome && {
    result: row.outcome.result as OutcomeResult,
    note: row.outcome.note,
    known_on: civil(row.outcome.knownOn),
    recorded_at: row.outcome.createdAt.toISOString(),
    updated_at: row.outcome.updatedAt.toISOString(),
  },
});

const civil = (date: Date): string => date.toISOString().slice(0, 10);

const toSource = ({ number, subProblemIndex, title, url }: DetailRow['sources'][number]): RecordSource => ({
  id: `S${number}`,
  sub_problem_index: subProblemIndex,
  title,
  url,
});

/** What the board planned, then what the person added. */
const planFirst = (rows: DetailRow['actions']) => [...rows].sort((a, b) => Number(isOwn(a)) - Number(isOwn(b)));
const isOwn = ({ subProblemIndex }: DetailRow['actions'][number]): boolean => subProblemIndex === WHOLE_MEETING;

/** An action as it stands now. */
export const toAction = (row: DetailRow['actions'][number]): TrackedAction => ({
  id: row.id,
  sub_problem_index: isOwn(row) ? null : row.subProblemIndex,
  title: row.title,
  steps: row.steps,
  success_criteria: row.successCriteria,
  kill_criteria: row.killCriteria,
  priority: row.priority as TrackedAction['priority'],
  due_date: civil(row.dueDate),
  depends_on: row.dependsOn,
  status: row.status as TrackedAction['status'],
  status_changed_at: row.statusChangedAt?.toISOString() ?? null,
  owner: row.owner,
  reminder_of: row.reminderOf,
});
