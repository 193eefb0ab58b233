import { roundsOver } from './selectors.ts';
import type { MeetingState, SubProblem } from './state.ts';

/** Whether a part has experts who still listen, or will. */
export const listens = (sub: SubProblem): boolean =>
  sub.status === 'waiting' || (sub.status === 'running' && !roundsOver(sub));

/** Whether the board takes what the person says: it sits, or will, and does not recommend everywhere yet. */
export function floorOpen(state: MeetingState): boolean {
  if (state.ending || state.stopping || state.record || !state.route) return false;
  if (state.route.route === 'single' && !state.route.insisted) return false;
  return state.subProblems.length === 0 || state.subProblems.some(listens);
}
