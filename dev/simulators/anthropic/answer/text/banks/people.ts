import type { Bank } from './bank.ts';

export const people: Bank = {
  id: 'people',
  words:
    /\b(?:hr|chro|human resources|people|talent|culture|leadership|coach\w*|psycholog\w*|behaviou?r\w*|organi[sz]ation\w*|team|sociolog\w*|therap\w*|mediator|union|educat\w*|teacher|philosoph\w*)\b/gi,
  watch: 'the people who have to carry it, and whether they will',
  concern: 'the people who have to carry it',
  openers: [
    'Thinking of the people who have to carry it, I lean towards {own}.',
    'I favour {own}, as the one your team would explain to their families without a sigh.',
    'My choice is {own}; {other} spends trust, and trust is what we would need most in the first months.',
  ],
  points: [
    'The best people decide early whether they believe in a change, and they decide by who was asked. Ask three of them before the announcement.',
    'Somebody loses status in every change. Work out who loses it through {topic}, and speak to that person first.',
    'Silence is not agreement. I would ask each one separately what they would do, and compare the answers.',
    'What gets rewarded will not change by itself. If pay and praise still follow the old goals, {own} stays on paper.',
    'People can carry one large change at a time. Look at what else is running and postpone the less important thing aloud.',
    'A clear no is easier to live with than a long maybe. Whatever is chosen, say when the question is closed.',
    'New responsibilities need a person to grow into them. Choose the person before the structure.',
    'The energy of the owner is part of the plan. Which of the two options would you still defend on a bad Thursday in month five?',
    'Those who keep the present business going need to hear why their work still matters; otherwise all attention moves to what is new.',
    'I would agree on how we disagree: who is heard, who decides, and by when. Half of the tension is about that.',
    'Training is the cheapest part and the first to be cut. Put two days for each person affected into the plan now.',
    'Watch for politeness. When nobody objects to {own}, it has usually not been understood.',
  ],
  figured: {
    money: ['People compare {figure} with what was said no to last year; have an answer ready before somebody asks.'],
    percent: ['I would want to know who stands behind {figure}. A number of this kind always has names.'],
    time: [
      '{figure} is about as long as people stay patient with an unclear role; by then everyone should know theirs.',
    ],
    count: [
      'Among {figure} everybody will know within a day, so tell all of them on the same morning.',
      'With {figure} there is no anonymous change: each will ask what it means for them, and each deserves a direct answer.',
    ],
  },
  conditions: [
    'the three people it depends on have said yes in their own words',
    'everyone affected hears it on the same day and from you',
    'something else of similar weight is put off at the same time',
  ],
  risks: [
    'One of your best people leaves over it; first sign: they stop contradicting.',
    'The change is carried by goodwill until it runs out; first sign: short sick leaves.',
    'Two camps form; first sign: the same argument in two separate meetings.',
  ],
};
