import { isPassive, type Option } from '../../../prompt/options.ts';
import { Random } from '../../../random.ts';
import type { Mind } from '../../mind.ts';

/** A row of the table in which options are compared. */
export interface Criterion {
  title: string;
  /** By the sort of option: something new, a trial, leaving things as they are. */
  active: readonly string[];
  trial: readonly string[];
  passive: readonly string[];
}

const CRITERIA: readonly Criterion[] = [
  {
    title: 'Money at risk',
    active: [
      'Needs a commitment before the first result; bearable with a ceiling on the first step.',
      'The larger outlay of the options, spread over several months.',
      'Moderate at the start, and rising if the review is skipped.',
    ],
    trial: ['Small: the trial has its own ceiling and ends by itself.'],
    passive: [
      'Nothing is spent now; what it costs is the chance that goes by.',
      'No new outlay, while the present losses go on.',
    ],
  },
  {
    title: 'Time to effect',
    active: [
      'First results after about three months.',
      'Slow to start, quick once it runs.',
      'Shows within weeks whether it takes hold.',
    ],
    trial: ['Some weeks until the trial says enough.'],
    passive: ['None: the question comes back, probably with less time.', 'Immediate calm, and no progress.'],
  },
  {
    title: 'What can be undone',
    active: [
      'The first step can be taken back, the second hardly.',
      'Costly to reverse once others rely on it.',
      'Can be reversed within a quarter at a known price.',
    ],
    trial: ['Fully reversible; what remains is what was learnt.'],
    passive: [
      'Everything stays open, for as long as circumstances allow.',
      'Nothing to undo, though some doors close by themselves.',
    ],
  },
  {
    title: 'Load on your people',
    active: [
      'One person at least a day a week, for a quarter.',
      'Falls on those who are already busy; something has to stop.',
      'Heavy in the first month, light afterwards.',
    ],
    trial: ['A few hours a week for those who run the trial.'],
    passive: ['No extra work; the present work-arounds remain.', 'None, apart from explaining why nothing changes.'],
  },
  {
    title: 'What customers notice',
    active: [
      'Visible at once, and it needs an explanation.',
      'Noticed by some; the others see a slightly better result.',
      'Little at first; more if it is done twice.',
    ],
    trial: ['Only those who take part.'],
    passive: ['Nothing, which some of them count as an answer.', 'Nothing new, for better and for worse.'],
  },
];

const BY_KIND: Readonly<Record<string, readonly number[]>> = {
  pricing: [0, 4, 2],
  hiring: [0, 3, 2],
  product: [1, 4, 3],
  marketing: [0, 1, 4],
  people: [3, 2, 1],
};

export const chosenCriteria = (mind: Mind): Criterion[] =>
  (BY_KIND[mind.problem.kind.id] ?? [0, 1, 2]).map((index) => CRITERIA[index] as Criterion);

/** How an option fares by a criterion; options of the same sort get different words. */
export function assess(mind: Mind, criterion: Criterion | undefined, option: Option, index: number): string {
  if (criterion === undefined) return option.ing;
  const words = wordsFor(criterion, option);
  const start = new Random(mind.seed, mind.problem.text, criterion.title).int(0, words.length - 1);
  return words[(start + index) % words.length] as string;
}

function wordsFor(criterion: Criterion, option: Option): readonly string[] {
  if (isPassive(option)) return criterion.passive;
  return /\b(?:small scale|trial|pilot|test|experiment)\b/.test(option.do) ? criterion.trial : criterion.active;
}
