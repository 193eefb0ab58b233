import { roundsOver } from './selectors.ts';
import type { MeetingState, SubProblem } from './state.ts';

export interface Step {
  id: string;
  label: string;
  state: 'done' | 'current' | 'upcoming' | 'stopped';
}

/** Whether everybody on the board of a sub-problem has recommended. */
const allVoted = (sub: SubProblem): boolean =>
  sub.status === 'complete' || (roundsOver(sub) && sub.recommendations.length >= Math.max(1, sub.experts.length));

/** What a meeting goes through, in order, each with whether it is done. Rounds are never guessed. */
function milestones(state: MeetingState, sub: SubProblem | undefined): { id: string; label: string; done: boolean }[] {
  const rounds = sub?.rounds ?? [];
  const over = sub !== undefined && roundsOver(sub);
  const asked = {
    id: 'questions',
    label: 'Questions',
    // What is asked between rounds belongs to the round that it interrupts.
    done: rounds.length > 0 || !state.questions.some((question) => question.state === 'open'),
  };
  // A part's own record is its decision only where the meeting ended without a whole one.
  const decided = !!(state.record ?? (state.ending && sub?.record));
  const acted = state.ending?.type === 'complete' || state.ending?.type === 'partial';
  // What failed before its votes has none, although the meeting went on to the decision of the others.
  const neverVoted = state.ending !== null && sub?.status === 'failed' && !allVoted(sub);
  // One expert's answer has no plan, no rounds and no actions.
  if (state.route?.route === 'single') return [{ id: 'decision', label: 'Decision', done: acted }];
  const actions = state.subProblems.some((one) => one.actions.length > 0);
  return [
    ...(state.questions.length ? [asked] : []),
    { id: 'plan', label: 'Plan', done: rounds.length > 0 || over },
    ...rounds.map(({ number }, index) => ({
      id: `round-${number}`,
      label: `Round ${number}`,
      done: over || index < rounds.length - 1,
    })),
    ...(neverVoted ? [] : [{ id: 'votes', label: 'Votes', done: sub !== undefined && allVoted(sub) }]),
    { id: 'decision', label: 'Decision', done: decided },
    ...(acted && !actions ? [] : [{ id: 'actions', label: 'Actions', done: acted }]),
  ];
}

/**
 * The rail beside the conversation: what happened, the one thing that happens, what is sure to come. While a meeting
 * goes on exactly one step is current; after it none is, and what it did not reach is left out.
 */
export function stepsOf(state: MeetingState, sub: SubProblem | undefined): Step[] {
  const all = milestones(state, sub);
  const reached = all.findLastIndex(({ done }) => done) + 1;
  const ended = state.ending !== null;
  // A part that failed stopped where it was; the others go on to the decision.
  const goesOn = !ended && sub?.status === 'failed' ? all.findIndex(({ id }) => id === 'decision') : -1;
  const stateAt = (index: number): Step['state'] => {
    if (index < reached) return 'done';
    if (index === goesOn) return 'current';
    if (index === reached) return ended || goesOn > reached ? 'stopped' : 'current';
    return 'upcoming';
  };
  return all
    .map(({ id, label }, index) => ({ id, label, state: stateAt(index) }))
    .filter((step, index) => step.state !== 'upcoming' || !(ended || index < goesOn));
}
