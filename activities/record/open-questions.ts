import type { RunRef } from '../meeting/types.ts';
import type { ActivityDeps } from '../ports/deps.ts';
import type { Db, Tx } from '@bo1/prisma/client';

/** Ids of the questions that wait for an answer, in their order. */
export async function openQuestionIds(db: Db | Tx, sessionId: string): Promise<string[]> {
  const questions = await db.question.findMany({
    where: { sessionId, state: 'open' },
    orderBy: { position: 'asc' },
    select: { questionId: true },
  });
  return questions.map((question) => question.questionId);
}

/** RecordActivities.openQuestions. */
export async function openQuestions(deps: ActivityDeps, run: RunRef): Promise<{ question_ids: string[] }> {
  return { question_ids: await openQuestionIds(deps.db, run.session_id) };
}
