import { CirclePause, Ellipsis, MessageCircleQuestion } from 'lucide-react';
import { isIdle } from './reducer.ts';
import { lastRound, roundsOver } from './selectors.ts';
import type { MeetingState, SubProblem } from './state.ts';

/** What happens right now where nothing else on the page shows it. Null while experts are seen at work. */
export function nowWords(state: MeetingState, sub: SubProblem | undefined): string | null {
  if (state.ending) return null;
  if (state.stopping) return 'Stopping: calls under way are brought to an end.';
  if (state.paused) return 'Paused. Nothing is spent until you resume.';
  if (state.questions.some((question) => question.state === 'open')) return null;
  if (!state.opening) return 'The meeting starts in a moment.';
  if (!state.route) return 'Reading the problem.';
  if (state.route.route === 'single') return state.record ? null : 'One expert writes the answer.';
  if (!state.planRationale) return state.questions.length ? 'Making the plan.' : 'Looking for what is missing.';
  if (!sub?.experts.length) return 'Choosing the experts.';
  if (state.record) return 'Writing the actions.';
  if (sub.status === 'complete') return 'Bringing the decision together.';
  if (roundsOver(sub)) return sub.recommendations.length >= sub.experts.length ? 'Writing the decision record.' : null;
  const round = lastRound(sub);
  if (!round?.turns.length) return 'The experts take their seats.';
  if (round.turns.some((turn) => turn.text === null)) return null;
  if (!round.signals) return 'Judging the round.';
  return round.facilitation ? 'The next round begins.' : 'The facilitator weighs what comes next.';
}

export function WorkingLine({ state, sub }: { state: MeetingState; sub: SubProblem | undefined }) {
  const words = nowWords(state, sub);
  if (!words) return null;
  const Icon = state.paused ? CirclePause : isIdle(state) ? MessageCircleQuestion : Ellipsis;
  return (
    <p role="status" className="flex items-center gap-2.5 text-sm text-muted">
      <Icon aria-hidden className={isIdle(state) ? 'size-4' : 'size-4 animate-breathe'} />
      {words}
    </p>
  );
}
