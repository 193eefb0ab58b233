/**
 * Sentences as boards say them: pairs that say the same in other words, and pairs about the same thing that say something
 * else. Models of vendors are calibrated on them at run time; MiniLM, whose threshold is set on a corpus, has to part them.
 */
export const SAME: readonly (readonly [string, string])[] = [
  ['Raising prices will drive away our smallest customers.', 'The smallest customers will leave if we raise prices.'],
  ['We need a pilot before we commit to the full rollout.', 'Before a full rollout we should run a pilot.'],
  ['The biggest risk is that churn rises above five percent.', 'Churn climbing over five percent is the main risk.'],
  [
    'Our runway is nine months, so we cannot wait until spring.',
    'With nine months of runway, waiting until spring is not possible.',
  ],
  [
    'Hire two senior engineers before opening the second office.',
    'Two senior engineers should be hired before the second office opens.',
  ],
  ['The contract with the main supplier ends in June.', 'In June our contract with the main supplier runs out.'],
  ['I would test the new price with ten accounts first.', 'First, I would try the new price on ten accounts.'],
  ['Support costs grow faster than revenue.', 'Revenue is growing more slowly than the costs of support.'],
  [
    'We should stop selling the legacy product this year.',
    'The legacy product should be withdrawn from sale this year.',
  ],
  [
    'Customers care more about reliability than about new features.',
    'Reliability matters more to customers than new features do.',
  ],
  ['Without a data protection review we may be fined.', 'We risk a fine if there is no data protection review.'],
  ['The team is already working at its limit.', 'Our team has no spare capacity left.'],
  [
    'Postpone the launch until the payment problem is solved.',
    'The launch should wait until the payment problem has been fixed.',
  ],
  [
    'A smaller first step keeps the decision reversible.',
    'If the first step is smaller, we can still reverse the decision.',
  ],
  ['We do not know how many users would pay for this.', 'It is unknown how many users are willing to pay for this.'],
  ['Moving to Berlin would double our office costs.', 'Office costs would double if we moved to Berlin.'],
  [
    'The sales team must agree before we change the plan.',
    'Before the plan changes, we need the agreement of the sales team.',
  ],
  [
    'Competitors will copy this feature within six months.',
    'Within half a year competitors will have copied this feature.',
  ],
  ['Let us measure churn for one quarter and then decide.', 'We should decide after measuring churn for a quarter.'],
  ['The loan must be repaid before the end of the year.', 'Before the year ends the loan has to be paid back.'],
];

export const DIFFERENT: readonly (readonly [string, string])[] = [
  ['Raising prices will drive away our smallest customers.', 'Raising prices would pay for a second support team.'],
  ['We need a pilot before we commit to the full rollout.', 'The rollout needs an owner in the sales team.'],
  [
    'The biggest risk is that churn rises above five percent.',
    'Churn among annual accounts was two percent last year.',
  ],
  [
    'Our runway is nine months, so we cannot wait until spring.',
    'A bridge loan would extend the runway at a high interest rate.',
  ],
  [
    'Hire two senior engineers before opening the second office.',
    'The second office should be close to the largest customer.',
  ],
  ['The contract with the main supplier ends in June.', 'A second supplier would lower our delivery risk.'],
  ['I would test the new price with ten accounts first.', 'The new price should include phone support.'],
  ['Support costs grow faster than revenue.', 'Better documentation would reduce the number of support tickets.'],
  ['We should stop selling the legacy product this year.', 'Forty customers still depend on the legacy product.'],
  [
    'Customers care more about reliability than about new features.',
    'Ask the ten largest customers which feature they miss.',
  ],
  ['Without a data protection review we may be fined.', 'The data protection review takes about three weeks.'],
  ['The team is already working at its limit.', 'The team has never run a product of this size.'],
  ['Postpone the launch until the payment problem is solved.', 'The launch date was announced to the press.'],
  ['A smaller first step keeps the decision reversible.', 'Write down what would make us reverse the decision.'],
  ['We do not know how many users would pay for this.', 'Users who pay yearly stay twice as long.'],
  ['Moving to Berlin would double our office costs.', 'Berlin has the engineers that we cannot find here.'],
  ['The sales team must agree before we change the plan.', 'The sales team earns its bonus from the old plan.'],
  ['Competitors will copy this feature within six months.', 'No competitor has the data that this feature needs.'],
  [
    'Let us measure churn for one quarter and then decide.',
    'Churn is the wrong measure, because contracts are yearly.',
  ],
  ['The loan must be repaid before the end of the year.', 'The loan allows early repayment without a fee.'],
];
