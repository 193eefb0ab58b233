import type { SessionStatus } from '@bo1/contracts/meeting/values';
import type { Drafts } from './drafts.ts';
import { isIdle } from './reducer.ts';
import type { MeetingState, Round, SubProblem } from './state.ts';

const ENDED = { complete: 'completed', partial: 'partial', failed: 'failed', cancelled: 'cancelled' } as const;

/** The meeting's status as its log says. */
export function statusOf(state: MeetingState): SessionStatus {
  if (state.ending) return ENDED[state.ending.type];
  if (!state.opening) return 'created';
  if (state.paused) return 'paused';
  return state.questions.some((question) => question.state === 'open') ? 'waiting_for_answers' : 'running';
}

/** Milliseconds the board has worked until `now`: waiting, pauses and the time after the end do not count. */
export function elapsedMs(state: MeetingState, now: number): number {
  if (!state.startedAt) return 0;
  const until = state.idleSince ? Date.parse(state.idleSince) : now;
  return Math.max(0, until - Date.parse(state.startedAt) - state.idleMs);
}

export const lastRound = (sub: SubProblem | undefined): Round | undefined => sub?.rounds.at(-1);
/** Whether the rounds of a sub-problem are over, and its experts recommend. */
export const roundsOver = (sub: SubProblem): boolean =>
  sub.recommendations.length > 0 || sub.status === 'complete' || lastRound(sub)?.facilitation?.action === 'vote';

/** The sub-problem to show when the person chose none: the one at work, else the last that was. */
export const currentSubProblem = (state: MeetingState): SubProblem | undefined =>
  state.subProblems.find((sub) => sub.status === 'running') ??
  state.subProblems.findLast((sub) => sub.status !== 'waiting') ??
  state.subProblems[0];

export type ExpertState = 'idle' | 'thinking' | 'speaking' | 'done';

/** What an expert does right now. */
export function expertState(state: MeetingState, sub: SubProblem, code: string, drafts: Drafts): ExpertState {
  const idle = isIdle(state);
  if (state.route?.route === 'single') return state.record ? 'done' : idle ? 'idle' : 'thinking';
  if (roundsOver(sub)) {
    if (sub.status !== 'running' || sub.recommendations.some((vote) => vote.expert_code === code)) return 'done';
    return idle ? 'idle' : 'thinking';
  }
  const turn = lastRound(sub)?.turns.find((candidate) => candidate.expert === code);
  if (!turn) return 'idle';
  if (turn.text !== null) return 'done';
  if (idle) return 'idle';
  return turn.callKey && drafts[turn.callKey]?.text ? 'speaking' : 'thinking';
}

/** Whether there is anything beside the conversation: a measured round, a source, an impasse, a constraint. */
export const hasSignals = (state: MeetingState, sub: SubProblem | undefined): boolean =>
  state.constraints !== null || !!sub?.rounds.some((round) => round.signals !== null || round.asides.length > 0);

/** Why a waiting sub-problem waits. */
export const waitsFor = (state: MeetingState, sub: SubProblem): number[] =>
  sub.dependsOn.filter((index) => state.subProblems.find((other) => other.index === index)?.status !== 'complete');

/** Whole pieces of text so far: what "3 new" counts. */
export const wholePieces = (state: MeetingState): number =>
  state.subProblems.reduce(
    (sum, sub) =>
      sum +
      sub.recommendations.length +
      sub.rounds.reduce((turns, round) => turns + round.turns.filter((turn) => turn.text !== null).length, 0),
    0,
  );
