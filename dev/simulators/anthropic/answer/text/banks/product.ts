import type { Bank } from './bank.ts';

export const product: Bank = {
  id: 'product',
  words:
    /\b(?:cpo|product\w*|design\w*|ux|innovat\w*|research and development|r&d|prototyp\w*|creative|maker|invent\w*)\b/gi,
  watch: 'whether it solves the problem people actually have',
  concern: 'whether anybody uses it',
  openers: [
    'I lean towards {own}, since it can be cut down to a version that real people use within weeks.',
    'As a product question I answer it with {own}: the learning comes sooner and costs less.',
    'I would start with {own} and keep it small enough to be wrong about cheaply.',
  ],
  points: [
    'Let us separate the problem from the solution: if {own} did not exist, what would we say is broken, and for whom?',
    'The smallest version that somebody would miss if we took it away again: that is the first step, and it is smaller than what we are discussing.',
    'I would say no to two things on the current list to make room. A yes without a no is a wish.',
    'Quality is part of the scope. A rough first version of {topic} teaches us whether it was rough, not whether it was right.',
    'Half of what we plan will turn out not to matter. Order the work so that we find out which half early.',
    'People adopt what fits the way they already work. {other} asks for a new habit, and habits are the expensive part.',
    'One thing should be clearly better after this, and one sentence should say which. I have not heard that sentence yet.',
    'Keep what you would throw away visible: if {own} fails, the parts that can be used again decide what the attempt really cost.',
    'I would watch three people use it in silence before I believe any opinion, mine included.',
    'The measure is use after four weeks and not sign-ups on the first day.',
    'Resist the special case. What is built for one becomes a burden for all, and it never gets removed.',
    'Set a date on which the experiment ends by itself unless somebody argues for going on.',
  ],
  figured: {
    money: ['For {figure} I would expect a working first version and an answer, not a finished thing.'],
    percent: [
      'I would look at what the people behind {figure} did in their first week; that is usually where it is decided.',
    ],
    time: ['{figure} is three rounds of building and showing. Plan what each of the three has to prove.'],
    count: ['{figure} is enough to find a pattern if you watch them and too few to prove anything by counting.'],
  },
  conditions: [
    'the first version is in front of real users within six weeks',
    'two items leave the current list to make room for it',
    'success is one measure of use, agreed before the start',
  ],
  risks: [
    'The first version grows until it is late; first sign: the date stays and the scope does not.',
    'It solves our problem and not theirs; first sign: people try it once.',
    'A special case for one customer spreads; first sign: the word “except” in the description.',
  ],
};
