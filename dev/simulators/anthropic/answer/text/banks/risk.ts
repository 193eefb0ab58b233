import type { Bank } from './bank.ts';

export const risk: Bank = {
  id: 'risk',
  words:
    /\b(?:risk\w*|scept\w*|skept\w*|contrarian|devil\w*|auditor?|securit\w*|safety|crisis|resilien\w*|red team|pessimis\w*|critic\w*|insur\w*)\b/gi,
  watch: 'how it fails, and whether you would notice in time',
  concern: 'the way it fails',
  openers: [
    'I lean towards {own}, mainly because I can describe how it would fail; about {other} I cannot, and that worries me more.',
    'My position is {own}, held loosely: it is the option whose failure you would survive.',
    'I come down on the side of {own} for now, since its damage stays within limits when we are wrong.',
  ],
  points: [
    'Imagine it is a year from now and this went badly. The likeliest reason is not a bad idea but that nobody was told to stop it.',
    'Everybody so far assumes that the present stays as it is while we change something. I would question that assumption before any other.',
    'Ask what must be true for {own} to work, and then which of those things we have never checked. I count at least two.',
    'The option that is not on the list is often the one a calmer person would take: a smaller step, taken sooner.',
    'Small losses that repeat are more dangerous than a large one that everyone sees. I would set an alarm on the small ones.',
    'We are using one good experience as if it were a trend. One more month of data would cost little.',
    'If the two people who know how this works left, could {own} go on? If not, that is a risk we are about to enlarge.',
    'I distrust any plan whose benefits are in numbers and whose costs are in adjectives.',
    'Look at the correlation: what would make {own} fail would probably hurt the existing business in the same month.',
    'Sort the steps by whether they can be taken back. For those that can, a quick decision is good enough; the others I would sleep on twice.',
    'Before we defend {own}, somebody should make the best case for {other}, in good faith and in writing.',
    'Name the first bad sign now and who looks for it. After the start everyone has reasons not to see it.',
  ],
  figured: {
    money: ['{figure} sounds safe until two things go wrong in the same quarter. I would plan for exactly two.'],
    percent: [
      'How was {figure} measured, and over how long? A figure from a good season makes every option look better than it is.',
    ],
    time: [
      '{figure} is not the time you have; it is the time until there is no choice left. The real limit comes earlier.',
    ],
    count: ['{figure} is a small base: two departures, or two bad weeks, and the picture turns.'],
  },
  conditions: [
    'somebody other than its owner is charged with saying stop',
    'the first bad sign is named today, with the figure at which you act on it',
    'the step can be undone within a quarter at a cost you have worked out',
  ],
  risks: [
    'You notice too late because no one is charged with looking; first sign: a review is skipped.',
    'An assumption that nobody checked turns out wrong; first sign: explanations replace figures.',
    'Failure here coincides with a weak quarter elsewhere; first sign: two warnings in one month.',
  ],
};
