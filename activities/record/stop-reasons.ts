import type { StopRule } from '@bo1/contracts/meeting/values';

/** What is said of an impasse that a limit left behind: no model is asked for it. */
export const LEFT_IMPASSE = {
  path: 'conditional',
  text: 'The rounds ended while two positions stood against each other, and neither was bringing anything new. The record keeps both, and says what would decide between them.',
} as const;

/** Why the rounds ended, as people read it. */
export const STOP_REASON: Record<StopRule, string> = {
  hard_cap: 'The time for this meeting was used up.',
  max_rounds: 'The planned number of rounds was held.',
  budget: 'Another round would have gone over the spending limit.',
  consensus: 'The board agreed, and nothing new was being said.',
  early_exit: 'The board largely agreed, and little new was being said.',
  stalled_disagreement: 'The disagreement had stalled: neither side was bringing anything new.',
  exhausted: 'Nothing new was being said.',
  coverage: 'All sides of the question had been covered.',
  facilitator: 'The facilitator found the board ready to recommend.',
  routine: 'The question did not need a board.',
};
