import { sessionDetail, type SessionDetail } from '@bo1/contracts/meeting/schema';
import type { Db } from '@bo1/prisma/client';
import type { Action } from '@bo1/prisma/generated/client';

/** The meeting as the API tells it to its owner, without costs; null where there is none. */
export async function readDetail(db: Db, id: string): Promise<SessionDetail | null> {
  const row = await db.session.findUnique({
    where: { id },
    include: {
      questions: { where: { state: 'open' }, orderBy: { position: 'asc' } },
      records: { where: { scope: -1 } },
      actions: { orderBy: [{ subProblemIndex: 'asc' }, { position: 'asc' }] },
    },
  });
  if (row === null) return null;
  return sessionDetail.parse({
    id: row.id,
    status: row.status,
    step: row.step,
    problem_statement: row.problemStatement,
    decision: row.decision,
    attempt: row.attempt,
    expert_count: row.expertCount,
    round_count: row.roundCount,
    contribution_count: row.contributionCount,
    action_count: row.actionCount,
    created_at: row.createdAt.toISOString(),
    started_at: row.startedAt?.toISOString() ?? null,
    ended_at: row.endedAt?.toISOString() ?? null,
    last_sequence: row.lastSequence,
    skip_clarification: row.skipClarification,
    insist_on_board: row.insistOnBoard,
    tier: row.tier,
    route: row.route,
    stop_rule: row.stopRule,
    simulated: row.simulated,
    open_questions: row.questions.map(({ questionId, question, reason }) => ({ id: questionId, question, reason })),
    record: row.records[0]?.content ?? null,
    actions: row.actions.map(actionOf),
    archive: { json_url: `/api/v1/sessions/${id}/record.json`, markdown_url: `/api/v1/sessions/${id}/record.md` },
  });
}

const actionOf = (row: Action) => ({
  id: row.id,
  sub_problem_index: row.subProblemIndex,
  title: row.title,
  steps: row.steps,
  success_criteria: row.successCriteria,
  kill_criteria: row.killCriteria,
  priority: row.priority,
  due_date: row.dueDate.toISOString().slice(0, 10),
  depends_on: row.dependsOn,
});
