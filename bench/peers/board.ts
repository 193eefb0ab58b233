/** The tree of model calls of a meeting with one sub-problem, read off the product's own ledger. */
export interface Shape {
  experts: number;
  rounds: number;
  calls_beside_the_judge: number;
  facilitated_at_the_end: boolean;
}

/** What an expert said, in the end state of an engine. Rounds count from 1, experts from 0. */
export interface Contribution {
  round: number;
  expert: number;
  text: string;
}

/** Where in a meeting a contribution stands. */
export type Place = Pick<Contribution, 'round' | 'expert'>;

/**
 * Names of a meeting's model calls, the same for every engine: those of a board that was insisted upon, so that nothing is
 * routed first. `side` = calls beside the judge's own.
 */
export const KEYS = {
  opening: ['decompose', 'select'],
  contribution: (round: number, expert: number) => `r${round}/contribute/${expert}`,
  judge: (round: number) => `r${round}/judge`,
  side: (round: number, side: number) => `r${round}/side/${side}`,
  facilitate: (round: number) => `r${round}/facilitate`,
  vote: (expert: number) => `vote/${expert}`,
  closing: ['synthesis', 'actions'],
} as const;

/** Whole numbers from 0 below `count`. */
export const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

export function isFacilitated(shape: Shape, round: number): boolean {
  return round < shape.rounds || shape.facilitated_at_the_end;
}

function callsOfRound(shape: Shape, round: number): number {
  return shape.experts + 1 + shape.calls_beside_the_judge + (isFacilitated(shape, round) ? 1 : 0);
}

/** Calls that have been answered when `round` begins. */
export function callsBefore(shape: Shape, round: number): number {
  return upTo(round - 1).reduce((sum, index) => sum + callsOfRound(shape, index + 1), KEYS.opening.length);
}

/** Calls of a whole meeting. */
export function callsOf(shape: Shape): number {
  return callsBefore(shape, shape.rounds + 1) + shape.experts + KEYS.closing.length;
}

/** Every place that a meeting of this shape fills exactly once. */
export function placesOf(shape: Shape): Place[] {
  return upTo(shape.rounds).flatMap((index) => upTo(shape.experts).map((expert) => ({ round: index + 1, expert })));
}
