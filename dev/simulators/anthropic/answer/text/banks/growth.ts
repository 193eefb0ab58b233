import type { Bank } from './bank.ts';

export const growth: Bank = {
  id: 'growth',
  words:
    /\b(?:cmo|marketing|market\w*|brand\w*|sales|growth|commercial|advertis\w*|pricing|communicat\w*|positioning|seo|revenue|community|partnerships?|journalist|storytell\w*)\b/gi,
  watch: 'whether buyers notice, and what it does to how you are seen',
  concern: 'what buyers will see in it',
  openers: [
    'Seen from the market I lean towards {own}, because it is the option a buyer would notice and could repeat to a friend.',
    'I favour {own}: it gives you a story that can be told in one sentence, and {other} does not yet.',
    'I would choose {own}, on the ground that it reaches people who are close to buying already.',
  ],
  points: [
    'Ask five customers who bought last month what nearly stopped them. If {own} removes that obstacle it will pay; if not, no campaign will save it.',
    'The buyer compares you with doing nothing more often than with a competitor. {topic} has to be argued against that.',
    'Write the announcement first. If the second paragraph has to explain the first, the offer is not ready.',
    'Demand that you have to push every month is rented. I would rather own one channel well than appear in four.',
    'Price is a message about quality before it is a number; whatever you do, {affected} will read intent into it.',
    'There is a cheap test: a page, a waiting list and one week of traffic tell you more about {own} than a month of debate.',
    'Competitors will answer within a quarter. Choose the option whose advantage is still there after they have.',
    'The customers you would lose are not all equal. Some cost more to serve than they bring, and losing those is progress.',
    'Segment before you decide: what is right for the customers you win by recommendation is rarely right for those you win by search.',
    'Timing helps more than budget here. There are a few weeks a year in which people in this market decide, and I would be early for them.',
    'What would make somebody talk about it? If the answer is “the price”, you are buying attention at the expense of margin.',
    'I would keep the name and the promise and change one thing at a time, so that we learn which change did it.',
  ],
  figured: {
    money: [
      'At {figure}, work out what winning one customer may cost you; most arguments about budget end when that number is on the table.',
    ],
    percent: [
      'I would split {figure} by where the customer came from; averages of this kind hide one good channel and two bad ones.',
      'If {figure} could be moved by a fifth, would that be worth more than the whole of {own}? I would check that first.',
    ],
    time: ['In {figure} you can run two clean tests in sequence, not five at once. I would choose which two today.'],
    count: ['With {figure} you can simply call people. Twenty conversations will teach us more than any survey.'],
  },
  conditions: [
    'ten existing customers have heard the offer in plain words before it goes public',
    'a small paid test shows interest at a cost you can repeat',
    'one message goes out, and it stays the same for a quarter',
  ],
  risks: [
    'Loyal customers read it as a breach of an old promise; first sign: the tone of incoming mail changes.',
    'Attention comes but the wrong people buy; first sign: more questions, fewer second orders.',
    'A competitor copies it within weeks; first sign: your own wording on their page.',
  ],
};
