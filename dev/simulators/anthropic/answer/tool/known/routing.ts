import type { Mind } from '../../mind.ts';
import type { Bag } from '../meaning-strategy.ts';

/** Board or one answer. */
export function routing(mind: Mind): Bag {
  const { problem } = mind;
  const [one, two] = problem.options;
  const choice =
    problem.hasChoice && one && two ? `You are weighing ${one.short} against ${two.short}` : 'You face a choice';
  const stake = problem.figures[0] ? `, with ${problem.figures[0].phrase} in play` : '';
  const reason = problem.routine
    ? 'You ask for a fact or a routine practice: one competent person can answer it now, and a wrong answer is cheap to correct.'
    : `${choice}${stake}; people with different responsibilities would disagree, and it is hard to undo.`;
  const route = problem.routine ? 'single' : 'board';
  return {
    reason,
    route: problem.routine ? 'single routine one_expert direct' : 'board deliberate',
    needs_board: !problem.routine,
    routine: problem.routine,
    complexity: problem.routine ? 1 : problem.complexity,
    title: problem.title,
    decision: route,
  };
}
