import type { Bank } from './bank.ts';

export const finance: Bank = {
  id: 'finance',
  words:
    /\b(?:cfo|financ\w*|account\w*|controller|treasur\w*|cash|invest(?:or|ors|ment|ments|ing)|econom\w*|banker|tax|actuar\w*|capital|venture)\b/gi,
  watch: 'the cash it ties up and when that cash comes back',
  concern: 'the cash',
  openers: [
    'On the money alone I lean towards {own}, because it is the option whose worst month I can work out in advance.',
    'My reading starts with cash: {own} is the better use of it, as long as the first commitment has a ceiling.',
    'I would back {own}, and I would judge it by the lowest point of the bank balance and not by the total at the end.',
  ],
  points: [
    'Put {own} and {other} on one page: cash out in the first ninety days, cash back by month twelve, and the month in which the balance is lowest. That lowest month decides more than the total.',
    'The number I miss is what is left of one more sale after its variable cost. Without it nobody at this table can say whether growth helps or hurts.',
    'Set the payback you would accept before you look at any forecast. If the cautious case needs longer, the answer is no, however good the middle case looks.',
    'Compare it with the dull alternative: the same money and hours put into what already sells. {own} has to beat that, not zero.',
    'Two stress cases are enough: demand at half the speed you expect, and costs a quarter over plan. If {own} survives both, I stop arguing.',
    'Money spent before today is gone under either option; only the next invoice differs, and that is the comparison to make.',
    'I would release the commitment in two tranches, the second only once {signal} has moved the right way. That halves the loss in the bad case and costs a few weeks in the good one.',
    'The hidden cost is management time. A week of the owner has a price, and {topic} will take more of those weeks than any plan admits.',
    'If {other} can be undone within a month and {own} cannot, that freedom is worth money; write it down next to the expected return.',
    'Payments slip. I would run the plan with every receipt thirty days late and look whether the account stays above zero.',
    'Fix the reserve first, then spend what is above it. A plan that draws on the reserve in its first month has no room left for bad luck.',
    'Ask your accountant for the tax and financing side of both options before anything is signed: it is an hour of work and can turn the order round.',
  ],
  figured: {
    money: [
      'Take your own figure, {figure}: I would write every cost of {own} as a share of it, since a share says what you can survive and a sum does not.',
      'You name {figure}. Before anything else I would split it into what is already promised and what is free; only the free part can pay for this.',
    ],
    percent: [
      'Take {figure}: move it two points the wrong way and see whether {own} still pays. If it does not, you are betting on that one number.',
      'Everything in my sums hangs on {figure}; I would want to see it month by month before I trust the average.',
    ],
    time: ['The clock is {figure}. I would want {own} to show its first cash before half of that has passed.'],
    count: [
      'Spread over {figure}, the cost becomes an amount for each, and that amount is the one worth arguing about.',
    ],
  },
  conditions: [
    'the first commitment has a ceiling that you could lose without changing anything else',
    'the cash plan is redrawn each month and stays above the reserve you set today',
    'a second payment is released only after the first results are counted',
  ],
  risks: [
    'The cash runs low before the return arrives; first sign: a bill paid late for the first time.',
    'Costs creep above plan; first sign: two months in a row more than ten percent over.',
    'The return is real but slower than the plan; first sign: the forecast is moved a second time.',
  ],
};
