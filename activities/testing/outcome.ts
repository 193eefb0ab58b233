import type { DecisionRecord } from '@bo1/contracts/meeting/schema';

/** A small decision record. */
export const outcome: DecisionRecord = {
  question: 'Should we open a second shop?',
  decision: 'Open it in May, with two people.',
  chosen_option: 'Open in May',
  criteria: ['Cost'],
  options: [{ title: 'Open in May', summary: 'One shop more.', assessments: ['Bearable'] }],
  rationale: 'Demand is there.',
  confidence: 0.7,
  confidence_basis: 'Three of four agree.',
  dissent: [],
  conditions: [],
  reopen_if: [],
};
