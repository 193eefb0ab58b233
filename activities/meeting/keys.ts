import type { RunRef } from './types.ts';

/** Domain names of a meeting's facts and calls: one place, so that an event, a call and a reservation are never doubled. */

/** Dedupe key of an event: `<attempt>/<fact>`. */
export const factKey = (run: RunRef, fact: string): string => `${run.attempt}/${fact}`;

export const subProblemKey = (index: number): string => `sp${index}`;
/** What the keys of all rounds of a sub-problem begin with. */
export const roundsPrefix = (index: number): string => `${subProblemKey(index)}/r`;
/** Also the key of the round's reservation. */
export const roundKey = (ref: { sub_problem_index: number; round: number }): string =>
  `${roundsPrefix(ref.sub_problem_index)}${ref.round}`;

/** Reservation of a single step before the rounds. */
export const stepReservation = (callKey: string): string => `step/${callKey}`;
/** Reservation of votes, synthesis and actions. */
export const CLOSING_RESERVATION = 'closing';
