import type { Question } from '@bo1/contracts/meeting/schema';
import { QUESTION_COUNT } from '@bo1/contracts/meeting/values';
import { sameness } from '../length.ts';
import type { ClarifyAnswer } from '../tools/clarification-questions.ts';
import { tidy } from './texts.ts';

/** The questions to ask, `q1` … `q5`: blank ones, repetitions and those that were answered before are left out. */
export function repairQuestions(answer: ClarifyAnswer, answered: readonly string[] = []): Question[] {
  const seen = new Set(answered.map(sameness));
  const kept: Question[] = [];
  for (const asked of answer.questions) {
    const question = tidy(asked.question, 240, '');
    if (question === '' || seen.has(sameness(question)) || kept.length === QUESTION_COUNT.max) continue;
    seen.add(sameness(question));
    kept.push({
      id: `q${kept.length + 1}`,
      question,
      reason: tidy(asked.reason, 200, 'The board would have to guess.'),
    });
  }
  return kept;
}
