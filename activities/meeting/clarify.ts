import type { Question } from '@bo1/contracts/meeting/schema';
import type { Tx } from '@bo1/prisma/client';
import { callTool } from '../llm/call.ts';
import type { Commit } from '../llm/step.ts';
import type { ActivityDeps } from '../ports/deps.ts';
import { callOf } from './calls.ts';
import { factKey, stepReservation } from './keys.ts';
import { clarifyPrompt } from './prompts/clarify.ts';
import { readBrief } from './read/brief.ts';
import { repairQuestions } from './repair/questions.ts';
import { clarifyTool } from './tools/clarification-questions.ts';
import type { RunRef } from './types.ts';

/**
 * LlmActivities.clarify. Returns the questions that are open: all that were asked, or what is left of them where the
 * meeting was begun again after some were answered.
 */
export async function clarify(deps: ActivityDeps, run: RunRef): Promise<{ question_ids: string[] }> {
  const brief = await readBrief(deps.db, run);
  const answered = brief.answers.map((given) => given.question);
  return callTool(deps, {
    ...callOf(run, 'clarify', 'clarify', stepReservation('clarify')),
    prompt: clarifyPrompt({ brief }),
    tool: clarifyTool(),
    begin: () => Promise.resolve({ events: [], step: 'clarify' }),
    commit: (tx, _session, { content }) => ask(tx, run, repairQuestions(content, answered)),
  });
}

async function ask(tx: Tx, run: RunRef, questions: Question[]): Promise<Commit<{ question_ids: string[] }>> {
  const where = { sessionId: run.session_id };
  // Asked once in a meeting's life: what was asked before stands, whatever has become of the answers since.
  if ((await tx.question.count({ where })) === 0) {
    await tx.question.createMany({
      data: questions.map(({ id, question, reason }, position) => ({
        ...where,
        questionId: id,
        question,
        reason,
        position,
      })),
    });
  }
  const open = await tx.question.findMany({ where: { ...where, state: 'open' }, orderBy: { position: 'asc' } });
  const result = { question_ids: open.map((row) => row.questionId) };
  if (open.length === 0) return { result, events: [], step: 'clarify' };
  const asked = open.map((row): Question => ({ id: row.questionId, question: row.question, reason: row.reason }));
  return {
    result,
    events: [{ type: 'clarification_required', data: { questions: asked }, dedupeKey: factKey(run, 'clarify') }],
    status: 'waiting_for_answers',
    step: 'clarify',
  };
}
