import { CircleAlert, CircleCheck, CircleDashed, CircleDot } from 'lucide-react';
import { cn } from '#components/ui/cn.ts';
import { lastRound, waitsFor } from './selectors.ts';
import type { MeetingState, SubProblem } from './state.ts';

const ICONS = { waiting: CircleDashed, running: CircleDot, complete: CircleCheck, failed: CircleAlert };

function progress(state: MeetingState, sub: SubProblem): string {
  if (sub.status === 'complete') return 'decided';
  if (sub.status === 'failed') return 'failed';
  const waits = waitsFor(state, sub);
  if (sub.status === 'waiting')
    return waits.length ? `waits for part ${waits.map((index) => index + 1).join(' and ')}` : 'waits for its turn';
  const round = lastRound(sub);
  return round ? `round ${round.number} of ≤ ${round.maxRounds}` : 'choosing experts';
}

/** One tab a sub-problem with its progress; a waiting one says for what. Nothing where there is only one. */
export function SubProblemTabs(props: {
  state: MeetingState;
  shown: number | undefined;
  onShow: (index: number) => void;
}) {
  const { state, shown, onShow } = props;
  if (state.subProblems.length < 2) return null;
  return (
    <div role="group" aria-label="Parts of the problem" className="grid gap-2 sm:grid-cols-2">
      {state.subProblems.map((sub) => {
        const Icon = ICONS[sub.status];
        return (
          <button
            key={sub.index}
            type="button"
            aria-pressed={sub.index === shown}
            onClick={() => onShow(sub.index)}
            className={cn(
              'flex min-w-0 items-start gap-2.5 rounded-lg border px-3 py-2 text-left text-sm',
              sub.index === shown ? 'border-primary bg-primary-soft' : 'border-border bg-surface hover:bg-hover',
            )}
          >
            <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
            <span className="min-w-0">
              <span className="line-clamp-2 font-medium wrap-anywhere">
                {sub.index + 1}. {sub.goal}
              </span>
              <span className="text-xs text-muted">{progress(state, sub)}</span>
            </span>
          </button>
        );
      })}
    </div>
  );
}
