import type { Bank } from './bank.ts';

export const technology: Bank = {
  id: 'technology',
  words:
    /\b(?:cto|cio|ciso|technolog\w*|engineer\w*|architect\w*|software|developer|infrastructure|devops|cyber\w*|ai|machine learning|digital\w*|automation)\b/gi,
  watch: 'what has to be built, kept running and one day replaced',
  concern: 'the upkeep',
  openers: [
    'Technically I lean towards {own}: fewer parts that only one person understands.',
    'I would take {own}, because we can begin with a thin slice and switch it off again.',
    'I prefer {own}; the cost that counts is upkeep over years, and there it is ahead.',
  ],
  points: [
    'Count the upkeep and not the build: whatever {own} adds has to be patched, watched and explained for years.',
    'Data moves last and hurts most. I would ask how we get ours out again before I ask how it gets in.',
    'A thin slice through everything, used by one real customer, will show the hard part within three weeks.',
    'Boring parts are an advantage: choose what two people here can repair at night.',
    'The integration is the project. Each system that has to talk to another roughly doubles what can go wrong with {topic}.',
    'Write down how you would switch back. If the way back takes longer than a day, plan the change as if there were none.',
    'Manual first: doing it by hand for a month shows which part is worth automating and which should disappear.',
    'I see a dependency nobody has priced: if the supplier changes terms, {own} leaves us three months of work.',
    'Security questions come at the end of most plans and decide at the beginning of most incidents. Put an hour on it this week.',
    'Estimates of this kind are wrong by a factor of two, in one direction. I would decide as if the larger number were true.',
    'Measure before you change anything. Without a baseline for {signal} we shall argue about the result instead of reading it.',
    'Reduce the number of things that must succeed on the same day. {other} looks weaker mostly because it was planned as one leap.',
  ],
  figured: {
    money: [
      'Of {figure}, assume that a third goes into connecting what already exists; it is the part nobody budgets.',
    ],
    percent: ['Instrument {figure} first: I want it measured by a machine each day and not by hand once a quarter.'],
    time: ['In {figure} you can replace one thing properly or two things badly. I would pick the one.'],
    count: ['{figure} is a scale at which simple tools still win; build for ten times that and no more.'],
  },
  conditions: [
    'there is a written way back that takes no longer than a day',
    'two people can run and repair it',
    'the data can be exported in full, tested once before the start',
  ],
  risks: [
    'The integration takes twice as long; first sign: the phrase “almost done” in two reviews.',
    'One supplier becomes impossible to leave; first sign: an export that is not complete.',
    'Upkeep eats the time that was to be saved; first sign: fixes on weekends.',
  ],
};
