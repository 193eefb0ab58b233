import type { Bank } from './bank.ts';

export const strategy: Bank = {
  id: 'strategy',
  words:
    /\b(?:ceo|strateg\w*|founder|entrepreneur\w*|visionary|chair\w*|board|general manager|competit\w*|futur\w*|histor\w*|geopolit\w*|foresight|optimis\w*|negotiat\w*|diplomat\w*)\b/gi,
  watch: 'where it leaves you in three years, and which doors it closes',
  concern: 'the doors it closes',
  openers: [
    'I lean towards {own}, because it builds on what you are already better at than others.',
    'Looking three years ahead I favour {own}; it keeps more doors open than it closes.',
    'My answer is {own}: it is a choice, and {other} comes close to being a way of not choosing.',
  ],
  points: [
    'What would you stop doing if you took {own} seriously? A strategy shows in what is given up, and so far nothing has been.',
    'The question behind the question is what you want to be known for. {topic} is a small step in one of two directions.',
    'An advantage that others can buy is not one. I would ask which part of this a competitor with more money could not copy in a year.',
    'There is an order here: the step that makes the next ones cheaper should come first, even if it pays less today.',
    'I would rather be early with a small stake than late with a large one; the point of moving now is to learn, not to win at once.',
    'Waiting is a position as well. It is the right one only if you can say what you are waiting for, and until when.',
    'Size is not the aim. A business of the same size with better terms may be what you would choose if nobody were watching.',
    'Two options can be combined in time: begin with the reversible one, and use what it teaches to decide on the other.',
    'Think of the person who would buy your business in five years: which of these decisions would they thank you for?',
    'Every option here makes you more dependent on somebody. Choose whom you want to depend on.',
    'The market does not reward effort but being the obvious choice for someone. {own} should make you that for a group you can name.',
    'If you knew you could not fail, would it still be {own}? If the answer changes, fear is deciding and we should say so.',
  ],
  figured: {
    money: ['{figure} buys one serious attempt. I would not split it between two half-hearted ones.'],
    percent: [
      '{figure} is a result of the present position; improving it from within is slower than moving to where it is naturally better.',
    ],
    time: ['Use {figure} as a frame: what should be true at the end of it that is not true today?'],
    count: ['{figure} is a size at which focus beats breadth; one direction done fully is worth three begun.'],
  },
  conditions: [
    'you can name what you stop doing because of it',
    'there is a date on which the other road is looked at again with the new facts',
    'it makes you the obvious choice for a group of customers you can name',
  ],
  risks: [
    'You end up in the middle, with half of each option; first sign: two priorities called number one.',
    'A larger player moves into the same place; first sign: their price for the same thing drops.',
    'The old business is neglected for the new; first sign: your best customers speak to a substitute.',
  ],
};
