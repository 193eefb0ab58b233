/**
 * What an admin reads beside the steps of a workflow in the engine's UI. Made of ids, numbers and experts' codes: they hold
 * no personal text. Not part of what is replayed, so that words may change at any time.
 */
import type { DataActivities, LlmActivities, RecordActivities } from '@bo1/activities/meeting/types';
import type { Step, StopRule } from '@bo1/contracts/meeting/values';

type Steps = RecordActivities & LlmActivities & DataActivities;
/** A phrase for each step, from what it is given beside the run. */
type Phrases = { [Name in keyof Steps]: (target: Target<Name>) => string };
type Target<Name extends keyof Steps> = Parameters<Steps[Name]> extends [unknown, infer Second] ? Second : undefined;

const PHRASES: Phrases = {
  openRun: () => 'Save: the meeting begins, its limits and budget are fixed',
  collectContext: () => 'Save: what the board may know beforehand',
  openQuestions: () => 'Read: which questions are open',
  acceptAnswers: () => 'Save: answers taken over',
  recordBatches: ({ execution_batches }) =>
    `Save: order of the sub-problems, in ${count(execution_batches, 'batch', 'es')}`,
  startSubProblem: ({ sub_problem_index }) => `Save: ${subProblem(sub_problem_index)} begins`,
  openRound: ({ round, max_rounds, experts }) =>
    `Save: round ${round} of at most ${max_rounds} opens, paid for ${count(experts, 'expert')}`,
  closeFloor: ({ sub_problem_index }) => `Save: the rounds of ${subProblem(sub_problem_index)} are over`,
  raiseInterjection: () => 'Save: a raised hand gets its number',
  raiseBudget: () => 'Save: the budget is raised',
  setConstraints: () => 'Save: constraints changed',
  recordStop: ({ round, rule }) => `Save: the rounds end after round ${round} (${RULES[rule]})`,
  failSubProblem: ({ sub_problem_index, code }) => `Save: ${subProblem(sub_problem_index)} failed (${code})`,
  setControl: ({ paused }) => (paused ? 'Save: paused' : 'Save: resumed'),
  markStopping: () => 'Save: stopping, nothing more is paid for',
  setLiveness: ({ quiet }) => (quiet ? 'Save: no progress for a while' : 'Save: there is progress again'),
  closeRun: ({ kind }) => `Save: the end (${kind}), money and allowance settled`,

  route: () => 'Decide how to answer',
  answerDirectly: () => 'Answer without a board',
  clarify: () => 'Ask for what is missing',
  decompose: () => 'Break the problem down',
  selectExperts: (target) => `Choose ${target.count} experts for ${subProblem(target.sub_problem_index)}`,
  contribute: ({ round, expert_code }) => `Round ${round} · ${expert(expert_code)} writes`,
  judge: ({ round }) => `Judge round ${round}`,
  summariseRound: ({ round }) => `Summarise round ${round}`,
  facilitate: ({ round }) => `Facilitator decides after round ${round}`,
  research: ({ round }) => `Ask the web after round ${round}`,
  answerInterjections: ({ round, numbers }) => `Answer ${count(numbers, 'raised hand')} after round ${round}`,
  vote: ({ expert_code }) => `${expert(expert_code)} recommends`,
  synthesise: ({ sub_problem_index }) => `Write the record of ${subProblem(sub_problem_index)}`,
  synthesiseMeeting: () => 'Write the decision record',
  planActions: ({ sub_problem_index }) => `Plan the actions of ${subProblem(sub_problem_index)}`,

  archive: () => 'Put the record into the archive',
  reconcile: () => 'Start or settle the meetings that rows and engine disagree on',
};

const RULES: Record<StopRule, string> = {
  hard_cap: 'time is used up',
  max_rounds: 'all planned rounds are held',
  budget: 'the budget allows no more',
  consensus: 'consensus',
  early_exit: 'large agreement',
  stalled_disagreement: 'stalled disagreement',
  exhausted: 'nothing new',
  coverage: 'everything is covered',
  facilitator: 'the facilitator calls the vote',
  routine: 'routine question',
};

/** The line beside one step, e.g. "Round 2 · CFO writes". */
export function summaryOf(step: string, args: readonly unknown[]): string {
  const phrase = (PHRASES as Record<string, ((target: never) => string) | undefined>)[step];
  // Steps of the run itself take nothing more; upkeep has no run.
  return phrase ? phrase((args[1] ?? args[0]) as never) : step;
}

const DOING: Record<Step, string> = {
  created: 'Beginning',
  route: 'Deciding how to answer',
  context: 'Collecting what the board may know',
  clarify: 'Asking for what is missing',
  decompose: 'Breaking the problem down',
  select_experts: 'Choosing experts',
  rounds: 'The board deliberates; each sub-problem is a workflow of its own, listed under relationships',
  vote: 'The experts recommend',
  synthesise: 'Writing the decision record',
  actions: 'Planning the actions',
  ended: 'Ended',
};

export const ARCHIVING = 'Ended, for everybody. Its copy is on the way to the archive, which may be away for hours.';

/** Where a meeting is, as its workflow says it at any moment. */
export function detailsOf(meeting: { step: Step; paused: boolean; openQuestions: readonly string[] }): string {
  const { step, paused, openQuestions } = meeting;
  const doing = openQuestions.length > 0 ? `Waiting for answers to ${count(openQuestions, 'question')}` : DOING[step];
  return paused ? `Paused. ${doing}` : doing;
}

/** Where a deliberation is: "Round 2 of at most 4, challenge: CFO, Sales". */
export const roundDetails = (opening: {
  round: number;
  max_rounds: number;
  phase: string;
  experts: string[];
}): string =>
  `Round ${opening.round} of at most ${opening.max_rounds}, ${opening.phase}: ${opening.experts.map(expert).join(', ')}`;

export const voteDetails = (rounds: number, rule: StopRule): string =>
  `Recommendations after ${rounds === 1 ? '1 round' : `${rounds} rounds`}, ended by a rule: ${RULES[rule]}`;

const INITIALS = new Set(['ceo', 'cfo', 'cmo', 'coo', 'cto', 'ux']);

/** An expert's code as words: CFO, Unit economist, UX research. */
function expert(code: string): string {
  const words = code.split('_').map((word) => (INITIALS.has(word) ? word.toUpperCase() : word));
  const text = words.join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const subProblem = (index: number) => `sub-problem ${index + 1}`;
const count = (items: readonly unknown[], noun: string, plural = 's') =>
  `${items.length} ${noun}${items.length === 1 ? '' : plural}`;
