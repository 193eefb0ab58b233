import type { SessionStatus } from '@bo1/contracts/meeting/values';
import type { Tx } from '@bo1/prisma/client';
import type { LockedSession } from '@bo1/prisma/events';
import { z } from 'zod';
import { failure } from '../failures.ts';
import { factKey } from '../meeting/keys.ts';
import type { RunRef } from '../meeting/types.ts';
import type { ActivityDeps } from '../ports/deps.ts';
import { openQuestionIds } from './open-questions.ts';
import { onSession } from './transaction.ts';

const storedAnswers = z.array(z.object({ question_id: z.string(), answer: z.string() }));

/** RecordActivities.acceptAnswers: a batch that the API stored; answers become business context for later meetings. */
export function acceptAnswers(
  deps: ActivityDeps,
  run: RunRef,
  { batch_id }: { batch_id: string },
): Promise<{ remaining_question_ids: string[] }> {
  return onSession(deps, run, async (tx, session) => {
    const batch = await tx.answerBatch.findFirst({ where: { id: batch_id, sessionId: session.id } });
    if (batch === null) throw failure('question_not_open', 'There is no such batch of answers.');
    const given = new Map(storedAnswers.parse(batch.answers).map((one) => [one.question_id, one.answer]));
    const answered = batch.state === 'pending' ? await answer(tx, session, given, deps.clock.now()) : [];
    const skipped = batch.state === 'pending' ? await skip(tx, session, batch.skipped) : [];
    await tx.answerBatch.update({ where: { id: batch_id }, data: { state: 'accepted' } });
    const remaining = await openQuestionIds(tx, session.id);
    return {
      events: [
        {
          type: 'clarification_answered',
          data: { answers: answered, skipped, remaining },
          dedupeKey: factKey(run, `answers/${batch_id}`),
        },
      ],
      ...statusAfter(session, remaining),
      result: { remaining_question_ids: remaining },
    };
  });
}

/** A paused meeting stays paused: what it does next is decided by the resume. */
function statusAfter(session: LockedSession, remaining: string[]): { status?: SessionStatus } {
  return session.status === 'waiting_for_answers' && remaining.length === 0 ? { status: 'running' } : {};
}

/** Prompts know an answer from its event on, which is the next one of the log. Only open questions are answered: of two batches with the same question the first one counts. */
async function answer(tx: Tx, session: LockedSession, given: Map<string, string>, now: Date) {
  const questions = await tx.question.findMany({
    where: { sessionId: session.id, state: 'open', questionId: { in: [...given.keys()] } },
    orderBy: { position: 'asc' },
  });
  for (const { questionId, question } of questions) {
    const text = given.get(questionId) ?? '';
    const where = { sessionId_questionId: { sessionId: session.id, questionId } };
    await tx.question.update({ where, data: { state: 'answered', answer: text, since: session.lastSequence + 1 } });
    await tx.keptAnswer.upsert({
      where,
      create: { userId: session.userId, sessionId: session.id, questionId, question, answer: text },
      update: { answer: text, updatedAt: now },
    });
  }
  return questions.map(({ questionId, question }) => ({
    question_id: questionId,
    question,
    answer: given.get(questionId) ?? '',
  }));
}

async function skip(tx: Tx, session: LockedSession, questionIds: string[]): Promise<string[]> {
  const skipped = await tx.question.updateManyAndReturn({
    where: { sessionId: session.id, state: 'open', questionId: { in: questionIds } },
    data: { state: 'skipped', since: session.lastSequence + 1 },
    select: { questionId: true },
  });
  return skipped.map((question) => question.questionId);
}
