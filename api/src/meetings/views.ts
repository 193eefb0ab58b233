import type { Action, DecisionRecord, SessionCost, SessionDetail, SessionSummary } from '@bo1/contracts/meeting/schema';
import type { DetailRow, SummaryRow } from './meetings.repository.ts';

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;

/** A row of the list as it goes over the wire. */
export function toSummary(row: SummaryRow): SessionSummary {
  return {
    id: row.id,
    status: row.status as SessionSummary['status'],
    step: row.step as SessionSummary['step'],
    problem_statement: row.problemStatement,
    decision: row.decision,
    attempt: row.attempt,
    expert_count: row.expertCount,
    round_count: row.roundCount,
    contribution_count: row.contributionCount,
    action_count: row.actionCount,
    created_at: row.createdAt.toISOString(),
    started_at: iso(row.startedAt),
    ended_at: iso(row.endedAt),
  };
}

/** A meeting as its page needs it. `cost` is given for admins only. */
export function toDetail(row: DetailRow, cost: SessionCost | undefined): SessionDetail {
  const waiting = row.status === 'waiting_for_answers' || row.status === 'paused';
  return {
    ...toSummary(row),
    last_sequence: row.lastSequence,
    skip_clarification: row.skipClarification,
    insist_on_board: row.insistOnBoard,
    tier: row.tier as SessionDetail['tier'],
    route: row.route as SessionDetail['route'],
    stop_rule: row.stopRule as SessionDetail['stop_rule'],
    simulated: row.simulated,
    open_questions: waiting
      ? row.questions.map(({ questionId, question, reason }) => ({ id: questionId, question, reason }))
      : [],
    record: (row.records[0]?.content as DecisionRecord | undefined) ?? null,
    actions: row.actions.map(toAction),
    archive:
      row.archiveJsonKey && row.archiveMarkdownKey
        ? { json_url: recordUrl(row.id, 'json'), markdown_url: recordUrl(row.id, 'md') }
        : null,
    ...(cost && { cost }),
  };
}

const recordUrl = (id: string, format: 'json' | 'md') => `/api/v1/sessions/${id}/record.${format}`;

const toAction = (row: DetailRow['actions'][number]): Action => ({
  id: row.id,
  sub_problem_index: row.subProblemIndex,
  title: row.title,
  steps: row.steps,
  success_criteria: row.successCriteria,
  kill_criteria: row.killCriteria,
  priority: row.priority as Action['priority'],
  due_date: row.dueDate.toISOString().slice(0, 10),
  depends_on: row.dependsOn,
});
