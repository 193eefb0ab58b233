import { COMPLEXITY } from '@bo1/contracts/meeting/values';
import { firstSentence, sameness } from '../length.ts';
import type { DecomposeAnswer } from '../tools/decomposition.ts';
import { tidy } from './texts.ts';

export interface PlannedSubProblem {
  index: number;
  goal: string;
  rationale: string;
  complexity: number;
  depends_on: number[];
}

/**
 * The agenda: blank and repeated goals left out, at least one, numbered from 0; dependencies moved along with them, without
 * those on itself, on nothing or twice. A cycle is kept: the dependency analysis turns it into a sequence and says so.
 */
export function repairDecomposition(
  answer: DecomposeAnswer,
  facts: { problem: string; most: number },
): { rationale: string; sub_problems: PlannedSubProblem[] } {
  const byGoal = new Map<string, number>();
  const places: (number | null)[] = [];
  const kept: PlannedSubProblem[] = [];
  for (const given of answer.sub_problems) {
    const goal = tidy(given.goal, 240, '');
    const known = byGoal.get(sameness(goal));
    if (goal === '' || known !== undefined || kept.length === Math.max(1, facts.most)) {
      places.push(known ?? null);
      continue;
    }
    places.push(kept.length);
    byGoal.set(sameness(goal), kept.length);
    kept.push({
      index: kept.length,
      goal,
      rationale: tidy(given.why, 300, ''),
      complexity: given.complexity,
      depends_on: given.depends_on,
    });
  }
  if (kept.length === 0) kept.push(wholeQuestion(answer, facts.problem));
  const rationale = tidy(answer.rationale, 400, 'The question is decided as a whole.');
  return { rationale, sub_problems: kept.map((one) => ({ ...one, ...numbersOf(one, places) })) };
}

function numbersOf(one: PlannedSubProblem, places: readonly (number | null)[]) {
  const depends = one.depends_on.map((other) => places[other] ?? null).filter((other) => other !== null);
  return {
    complexity: Math.min(COMPLEXITY.max, Math.max(COMPLEXITY.min, Math.round(one.complexity))),
    depends_on: [...new Set(depends)].filter((other) => other !== one.index).toSorted((a, b) => a - b),
  };
}

const wholeQuestion = (answer: DecomposeAnswer, problem: string): PlannedSubProblem => ({
  index: 0,
  goal: tidy(firstSentence(problem, 240), 240, 'What should be decided?'),
  rationale: '',
  complexity: Math.max(COMPLEXITY.min, ...answer.sub_problems.map((one) => one.complexity)),
  depends_on: [],
});
