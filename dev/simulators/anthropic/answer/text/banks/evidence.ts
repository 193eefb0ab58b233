import type { Bank } from './bank.ts';

export const evidence: Bank = {
  id: 'evidence',
  words:
    /\b(?:data|analy(?:st|tics|sis)|statistic\w*|research\w*|scien\w*|evidence|academic|econometric\w*|forecast\w*|decision scien\w*|mathematic\w*|bayes\w*)\b/gi,
  watch: 'what is known, what is assumed, and what it would take to find out',
  concern: 'what is known and what is only assumed',
  openers: [
    'On the evidence we have I lean towards {own}, with no more than moderate confidence.',
    'The facts at hand favour {own} slightly; most of what separates it from {other} is still assumption.',
    'I would go with {own} for now, because it is the option that produces the data we are missing.',
  ],
  points: [
    'Let us mark what we know, what we infer and what we hope. In the case for {own} I count more of the third than of the first.',
    'What happened to others who did this? A rough base rate from five comparable cases beats a precise guess about ours.',
    'Decide what result would make us change our minds before we look at any result. Afterwards everyone finds a reason.',
    'The comparison we lack is with a group that gets no change at all; even one region or one month held back would do.',
    'The sample behind our impressions is made of those who stayed. Those who left would tell a different story about {topic}.',
    'A range is more honest than a number: I would plan with the tenth and the ninetieth percentile and ignore the middle.',
    'Two effects are mixed here, season and decision. Compare with the same weeks of last year, not with last month.',
    'The value of more information is highest where the options are close. It takes about two weeks to get the figure that separates them.',
    'Beware of the measure that is easy. {signal} is closer to what you want, even if it arrives later.',
    'I would write down today how likely each of us thinks it is to work, and look at those numbers in a year. It sharpens the argument at once.',
    'Small experiments mislead when they run with the keenest people. Draw the first participants by lot.',
    'If the outcome depends on three things going right, the chance is their product, and that is lower than it feels.',
  ],
  figured: {
    money: ['{figure} is one observation. Give me twelve months of it and I can say whether the trend is real.'],
    percent: [
      '{figure} without the number of cases behind it says little; on a few dozen it could just as well be half or double.',
    ],
    time: [
      '{figure} is enough for one before-and-after comparison, provided that nothing else changes in the meantime.',
    ],
    count: [
      'With {figure} an effect has to be large to be seen at all. That argues for a bold test and against a subtle one.',
    ],
  },
  conditions: [
    'the measure and the threshold are written down before the start',
    'there is a comparison that gets no change',
    'the same figures are read on the same day each month',
  ],
  risks: [
    'Chance is read as success; first sign: the first good week is celebrated.',
    'The measure improves and the business does not; first sign: the two curves part.',
    'The data arrives too late to matter; first sign: the decision is taken before the report.',
  ],
};
