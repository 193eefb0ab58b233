import {
  EXPERTS_BY_COMPLEXITY,
  type Phase,
  PHASES,
  ROUNDS_BY_COMPLEXITY,
  type RunLimits,
} from '@bo1/contracts/meeting/values';

/** Complexity is 1–10; the tables are in tenths. */
const share = (complexity: number) => complexity / 10;

export function expertCount(complexity: number): number {
  return EXPERTS_BY_COMPLEXITY.find((row) => share(complexity) < row.below)!.experts;
}

/** Rounds a sub-problem may take: by its complexity, and never more than the run's limit. */
export function roundCount(complexity: number, limits: Pick<RunLimits, 'max_rounds'>): number {
  const byComplexity = ROUNDS_BY_COMPLEXITY.find((row) => share(complexity) < row.below)!.rounds;
  return Math.min(byComplexity, limits.max_rounds);
}

/** Phases by thirds of the rounds. */
export function phaseOf(round: number, rounds: number): Phase {
  return PHASES[Math.min(PHASES.length - 1, Math.floor(((round - 1) * PHASES.length) / rounds))]!;
}
