import { craftOf, type Craft } from './first-steps.ts';
import { firstNamed } from '../../stance.ts';
import { fences } from '../../../prompt/fences.ts';
import { isPassive, type Option } from '../../../prompt/options.ts';
import { Random } from '../../../random.ts';
import type { Mind } from '../../mind.ts';
import type { Bag } from '../meaning-strategy.ts';

const DAY_MS = 86_400_000;

interface Draft {
  title: string;
  steps: string[];
  success: string[];
  kill: string[];
  priority: string;
  days: number;
  after: number[];
}

/** Three to five actions that put the chosen option into effect, the first of which can begin this week. */
export function actionPlan(mind: Mind): Bag {
  const chosen = chosenOption(mind);
  const random = new Random(mind.seed, mind.problem.text, 'actions');
  const drafts = draftsFor(mind, chosen);
  const kept = drafts.slice(0, random.int(4, drafts.length));
  return {
    actions: kept.map((draft, index) => ({
      index: `a${index + 1}`,
      title: draft.title,
      steps: draft.steps,
      success_criteria: draft.success,
      kill_criteria: draft.kill,
      priority: draft.priority,
      due_in_days: draft.days,
      due_date: new Date(Date.now() + draft.days * DAY_MS).toISOString().slice(0, 10),
      depends_on: draft.after,
      reason: 'It carries a condition of the decision.',
      owner: 'you',
    })),
  };
}

/** The option the record in the prompt chose. */
function chosenOption(mind: Mind): Option {
  const { options } = mind.problem;
  const record = fences(mind.reading.whole, 'record').at(-1)?.body ?? '';
  const chosen = /Chosen:\s*([^\n]+)/.exec(record)?.[1] ?? /Decided:\s*([^\n]+)/.exec(record)?.[1] ?? '';
  const index = firstNamed(chosen, options);
  return options[index === -1 ? mind.winner : index] as Option;
}

function draftsFor(mind: Mind, chosen: Option): Draft[] {
  const { kind, figures } = mind.problem;
  const craft = craftOf(chosen, kind.signal);
  const money = figures.find((figure) => figure.kind === 'money')?.phrase;
  const ceiling =
    money === undefined ? 'an amount you could lose without changing anything else' : `a tenth of ${money}, at most`;
  return [
    {
      title: 'Write the decision and its ceiling on one page',
      steps: [
        `State in one sentence that you will ${chosen.do}, and why.`,
        `Set the ceiling of the first step: ${ceiling}.`,
        'Name the person who may stop it, and tell them so.',
      ],
      success: ['The page exists within three days and everyone concerned has read it.'],
      kill: ['Nobody is willing to own the decision by name.'],
      priority: 'high',
      days: 3,
      after: [],
    },
    {
      title: `Write down ${craft.measure} before anything changes`,
      steps: [
        kind.isPrivate
          ? `Put ${craft.measure} on paper, for the last weeks as far as you remember.`
          : `Put ${craft.measure} on paper for each of the last three months.`,
        'Decide who reads the number from now on, and on which weekday.',
        'Note beside it what would count as better, before the first change.',
      ],
      success: ['A baseline with at least three values is on paper within ten days.'],
      kill: ['The number cannot be measured without a project of its own; then choose a simpler one.'],
      priority: 'high',
      days: 10,
      after: [],
    },
    kind.isPrivate ? askThoseClosest : askThoseAffected(kind.affected),
    isPassive(chosen) ? answerThoseWaiting(chosen) : firstStep(chosen, craft),
    {
      title: 'Hold the review and decide whether to go on',
      steps: [
        'Lay the baseline, the readings and the conditions of the decision side by side.',
        'Let the person who disagreed speak first.',
        'Go on, change course or stop; write the reason on the same page.',
      ],
      success: ['The review takes place within 90 days and ends with a written decision.'],
      kill: [`The review is moved twice; then stop ${chosen.short} until it has been held.`],
      priority: 'medium',
      days: 90,
      after: [3],
    },
  ];
}

const askThoseAffected = (affected: string): Draft => ({
  title: 'Test the riskiest assumption with five people affected',
  steps: [
    `Choose five people among ${affected}, two of them critical.`,
    'Put the plan to them in plain words and write down what they say first.',
    'Compare the answers with the assumption on your page.',
  ],
  success: ['Four of five could live with it, in their own words, within three weeks.'],
  kill: ['Two of five would leave or refuse over it.'],
  priority: 'high',
  days: 21,
  after: [0],
});

const askThoseClosest: Draft = {
  title: 'Put the plan to the two people it touches most',
  steps: [
    'Tell each of them alone, in plain words, and write down what they say first.',
    'Ask what they would need in order to carry it with you.',
    'Compare the answers with what you assumed on your page.',
  ],
  success: ['Both have been heard within two weeks, and what they need is on the page.'],
  kill: ['One of them cannot live with it; then talk before anything is begun.'],
  priority: 'high',
  days: 14,
  after: [0],
};

const firstStep = (chosen: Option, craft: Craft): Draft => ({
  title: craft.title,
  steps: [...craft.steps],
  success: [craft.success],
  kill: [`The ceiling is reached before that; then stop ${chosen.short} and call the review forward.`],
  priority: 'medium',
  days: 42,
  after: [1, 2],
});

const forNow = (what: string): string => (/\bfor now\b|\bin three months\b/.test(what) ? what : `${what} for now`);

/** Leaving things as they are has its own work: saying so. */
const answerThoseWaiting = (chosen: Option): Draft => ({
  title: 'Give an answer to everybody who is waiting for one',
  steps: [
    `Say in two sentences that you will ${forNow(chosen.do)}, and what would change that.`,
    'Name the date on which the question is put again.',
    'Note the objections word for word; they are the agenda of that day.',
  ],
  success: ['Everyone concerned has heard it from you within two weeks.'],
  kill: ['Somebody makes an offer that will not wait until the date you named.'],
  priority: 'medium',
  days: 28,
  after: [0],
});
