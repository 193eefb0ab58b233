import type { Bank } from './bank.ts';

/** For experts of no field above; {craft} is what the prompt says they know. */
export const general: Bank = {
  id: 'general',
  words: /$^/g,
  watch: 'what {craft} teaches about a case like this',
  concern: 'the practical side',
  openers: [
    'With my background in {craft} I lean towards {own}.',
    'Coming from {craft}, I would choose {own}; the case has a familiar shape.',
    'I favour {own}, for a reason that people in {craft} learn early: start where you can still correct yourself.',
  ],
  points: [
    'In {craft} one learns to ask who carries the consequences. Here it is {affected}, and they are not at this table.',
    'The cases I have seen go well had one thing in common: somebody wrote down beforehand what would count as failure.',
    'I would look for the step that is right under both options and take that one first.',
    'What everyone takes for granted about {topic} deserves one honest hour. In {craft} that is where the surprises come from.',
    'A deadline that nobody set is still a deadline. Name it, or the decision will be taken by default.',
    'Choose the option you can explain to somebody affected by it, face to face, without notes.',
    'The details that look small today, who answers the phone, who signs, who orders, are what {own} will stand or fall with.',
    'There is a cheaper way to learn than doing it: speak to one person who took {other} and one who did not.',
    'I would keep a written list of what we are assuming, and strike out one line each week.',
    'If in doubt, protect what cannot be bought back: reputation, health, and the people who trust you.',
    'Good decisions of this kind are dull to watch. I would distrust the option that makes the better story.',
    'Leave yourself one move more than you think you need.',
  ],
  figured: {
    money: ['{figure} sets the scale: choose the option that stays sensible if it were half of that.'],
    percent: ['I would treat {figure} as a starting point for questions and not as an answer.'],
    time: ['{figure} is enough to prepare one thing well. I would decide today which thing.'],
    count: ['{figure} is a size at which every single case still counts, and I would decide with that in mind.'],
  },
  conditions: [
    'somebody affected by it has been asked and heard',
    'what would count as failure is written down beforehand',
    'the first step is one that would be right under either option',
  ],
  risks: [
    'The decision is taken by default; first sign: the date passes and nobody mentions it.',
    'A small practical detail brings it down; first sign: the same question is asked three times.',
    'An old assumption no longer holds; first sign: somebody new asks why.',
  ],
};
