/** States of an attempt in the ledger, and the parts of a meeting that cost. Imports nothing. */

export const ATTEMPT_STATES = ['reserved', 'settled', 'presumed'] as const;
export type AttemptState = (typeof ATTEMPT_STATES)[number];

/** Before the rounds, a round, after the rounds, and what is over all sub-problems. */
export const SPENDING_PARTS = ['opening', 'selection', 'round', 'closing', 'synthesis'] as const;
export type SpendingPart = (typeof SPENDING_PARTS)[number];
