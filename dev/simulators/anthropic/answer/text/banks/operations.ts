import type { Bank } from './bank.ts';

export const operations: Bank = {
  id: 'operations',
  words:
    /\b(?:coo|operat\w*|supply|logistic\w*|process|lean|manufactur\w*|production|delivery|project|programme|program|implement\w*|quality|procurement|facilit(?:y|ies))\b/gi,
  watch: 'who does the work, and what stops while they do it',
  concern: 'the daily work',
  openers: [
    'From the shop floor I lean towards {own}: it is the one I could put into a weekly plan with names against it.',
    'I would go for {own}, if we can say whose Monday changes because of it.',
    'My vote today is for {own}, since it asks the least of the people who are already at their limit.',
  ],
  points: [
    'Before choosing, list the ten tasks that {own} adds and the name behind each. If three of them carry the same name, you have found the bottleneck.',
    'Capacity is the quiet constraint here. Whatever starts needs something else to stop, and nobody has said what stops.',
    'Expect the first month to be slower than today: new routines cost about as much time as they later save. I would plan {topic} for a quiet period.',
    'I would write down how a normal week looks six months after {own}; if that page is hard to write, the option is not understood yet.',
    'Handovers are where this breaks. Each one needs an owner, a day and a way back.',
    'The present way works better than it looks on paper, because people have learnt to patch it. {own} has to replace those patches too.',
    'Run both ways side by side for four weeks on one part of the business. It is untidy and it is the cheapest insurance you can buy.',
    'Suppliers and partners need notice. I would ask the two most important ones this week what they need from us, and by when.',
    'Keep the scope small enough that one person can hold it in their head; everything that can wait until the second quarter should.',
    'A fixed weekly half hour with the same five numbers on the table will do more for the result than a better plan.',
    'Decide now who may stop it. A plan with nobody allowed to pull the cord runs on long after it should have ended.',
    'If {other} turns out to be needed after all, how much of the work can be used again? I would start with that part.',
  ],
  figured: {
    money: [
      'Of {figure}, I would keep a fifth unallocated: the surprises in the first quarter are always in operations.',
    ],
    percent: [
      'Behind {figure} there are days on which it was far worse; plan capacity for those days, not for the average.',
    ],
    time: [
      'You have {figure}. Count back from there: two weeks to prepare, four to run it in, and what remains is all the slack there is.',
    ],
    count: [
      'With {figure} there is little slack: one person away for two weeks and the plan slips by a month.',
      'Start from {figure} and ask how many hours a week each can really give to this; the honest answer is rarely above four.',
    ],
  },
  conditions: [
    'one named person has at least a day a week for it, and something else is taken off their list',
    'the old way stays available for four weeks after the change',
    'the work is cut into steps of two weeks, each of which can be the last',
  ],
  risks: [
    'The same two people carry everything; first sign: they stop taking days off.',
    'Daily business suffers during the change; first sign: complaints about things that used to work.',
    'The start slips quietly; first sign: two weekly reviews in a row are moved.',
  ],
};
