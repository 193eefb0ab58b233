import { INTERJECTION_COUNT } from '@bo1/contracts/meeting/values';
import { listens } from './floor.ts';
import { isIdle } from './reducer.ts';
import { roundsOver } from './selectors.ts';
import type { Aside, Hand, MeetingState, SubProblem } from './state.ts';

/** How often the person can still speak. */
export const handsLeft = (state: MeetingState): number =>
  Math.max(0, INTERJECTION_COUNT.max - state.interjections.length);

/** What was said between the beginning of a round and that of the next; with round 0, before the first. */
export function handsIn(state: MeetingState, sub: SubProblem, round: number): Hand[] {
  const begin = (number: number) => sub.rounds.find((one) => one.number === number)?.sequence ?? null;
  const from = round === 0 ? 0 : begin(round);
  const until = begin(round + 1) ?? Infinity;
  if (from === null) return [];
  return state.interjections.filter(({ sequence }) => sequence > from && sequence < until);
}

export type Reply = Extract<Aside, { kind: 'reply' }>;
export const repliesTo = (sub: SubProblem, number: number): Reply[] =>
  sub.rounds.flatMap(({ asides }) =>
    asides.filter((aside): aside is Reply => aside.kind === 'reply' && aside.number === number),
  );

/** What becomes of a hand that has no answer from this part's board. */
export function handState(state: MeetingState, sub: SubProblem, number: number): string {
  if (state.subProblems.some((other) => other !== sub && repliesTo(other, number).length > 0) && !listens(sub))
    return 'Another part of the board answered this.';
  if (state.ending || sub.status === 'complete' || sub.status === 'failed')
    return 'The board had no time to answer this.';
  if (roundsOver(sub)) return 'The experts take this into their recommendations.';
  if (state.paused) return 'Experts answer when the meeting goes on.';
  if (isIdle(state)) return 'Experts answer once the questions are answered.';
  return 'Experts answer after this round.';
}
