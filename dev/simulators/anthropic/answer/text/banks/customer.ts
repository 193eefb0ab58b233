import type { Bank } from './bank.ts';

export const customer: Bank = {
  id: 'customer',
  words:
    /\b(?:customers?|client\w*|support|success|service|patient\w*|guests?|consumer\w*|user advocate|experience|cx|voice of)\b/gi,
  watch: 'what the people who pay you will feel on the first day',
  concern: 'the first day for those who pay you',
  openers: [
    'Speaking for {affected}, I lean towards {own}: they can understand it without an explanation.',
    'I would choose {own}, because it changes least for the people who already trust you.',
    'For the people who pay you, {own} is the easier message, and that is why I favour it.',
  ],
  points: [
    'Nobody here has asked the customers yet. Six conversations this week would settle half of what we are guessing at.',
    'People forgive a change that is announced and explained; they do not forgive finding out. Give {affected} four weeks.',
    'Your quiet customers are the ones at risk. They do not complain about {topic}, they leave at the next occasion.',
    'I would write the three questions your support will get on the first morning. If we cannot answer them in two sentences each, we are not ready.',
    'The customers you have are worth a promise: whoever was here before the change keeps something that newcomers do not get.',
    'What do they use you for when nobody is watching? {own} should make exactly that easier, or it is a change for our own sake.',
    'The loudest request is rarely the most common one. Count the tickets before you follow the letter from the biggest account.',
    'A human answer within a day during the first month will matter more than any feature of the offer.',
    'I would let ten customers choose between {own} and {other} with real consequences, and believe what they do over what they say.',
    'Make the way back easy. Customers who could undo the change complain far less about it.',
    'The waiting is what people remember. If {own} makes them wait longer even once, tell them before it happens.',
    'Choose one customer by name and walk through their week after the decision; the awkward moment you find is the real design problem.',
  ],
  figured: {
    money: [
      'For the customer, {figure} is not an abstract sum: say what they get for it in a sentence, or they will do the sum themselves.',
    ],
    percent: [
      'Behind {figure} are people who each had a last reason. I would read the last ten of those before deciding anything.',
    ],
    time: [
      '{figure} is long enough to ask first and announce afterwards; most regret comes from doing it the other way round.',
    ],
    count: ['Think of {figure} as people with names: which five of them would you call before this becomes public?'],
  },
  conditions: [
    'existing customers hear it from you first and have four weeks',
    'whoever was there before the change keeps a visible advantage',
    'support has the answers to the ten likeliest questions on the day before',
  ],
  risks: [
    'Quiet customers leave without a word; first sign: fewer repeat orders, no more complaints.',
    'The change is understood as a broken promise; first sign: the phrase “you used to” in messages.',
    'Support is overrun in the first week; first sign: answers take longer than a day.',
  ],
};
