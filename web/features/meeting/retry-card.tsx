'use client';
import { RotateCcw } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Button } from '#components/ui/button.tsx';
import { explain } from '#http/request.ts';
import type { MeetingState, SubProblem } from './state.ts';
import { useRetry } from './use-retry.ts';

interface RetryCardProps {
  sessionId: string;
  state: MeetingState;
  onRetried: () => void;
  /** What else can be done. */
  children: ReactNode;
}

/** Says what would be done again and what is kept, and does it. */
export function RetryCard({ sessionId, state, onRetried, children }: RetryCardProps) {
  const open = state.subProblems.filter((sub) => sub.status !== 'complete');
  const kept = state.subProblems.filter((sub) => sub.status === 'complete');
  const [left, setLeft] = useState<readonly number[]>([]);
  const { send, retry } = useRetry(sessionId, onRetried);
  const again = open.filter((sub) => !left.includes(sub.index));
  const unseen = kept.filter((sub) => again.some((part) => sub.dependsOn.includes(part.index)));
  const toggle = ({ index }: SubProblem) =>
    setLeft(left.includes(index) ? left.filter((one) => one !== index) : [...left, index]);
  const unplanned = withoutActions(state);
  const counted = state.ending?.type === 'partial' || state.ending?.type === 'complete';
  // While the engine takes it up the log says nothing yet, and a second press would only be refused.
  const waiting = retry.isPending || retry.isSuccess;
  return (
    <div className="grid w-full gap-3">
      <div className="grid gap-2 text-sm">
        {open.length > 1 ? (
          <fieldset disabled={waiting}>
            <legend className="font-medium">Taken up again</legend>
            {open.map((sub) => (
              <label key={sub.index} className="flex min-h-8 items-start gap-2.5 py-1 wrap-anywhere">
                <input
                  type="checkbox"
                  className="mt-0.5 size-4 accent-primary"
                  checked={!left.includes(sub.index)}
                  onChange={() => toggle(sub)}
                />
                {sub.goal}
              </label>
            ))}
          </fieldset>
        ) : (
          (open.length === 1 || unplanned.length === 0) && (
            <Line label="Taken up again">{open[0]?.goal ?? 'The steps that are missing'}</Line>
          )
        )}
        {unplanned.length > 0 && (
          <Line label="Planned now">
            {kept.length > 1 ? `The actions of: ${unplanned.map((sub) => sub.goal).join(' ')}` : 'The actions'}
          </Line>
        )}
        <Line label="Kept">
          {open.length === 0 && kept.length > 0 ? 'The decision.' : kept.map((sub) => sub.goal).join(' ')}{' '}
          {kept.length > 0 ? 'Also all' : 'All'} that was said, and your answers. Nobody is asked twice.
        </Line>
        {unseen.length > 0 && (
          <Line label="Decided without it">
            {unseen.map((sub) => sub.goal).join(' ')} This stays as it was decided, and its record says so; the record
            over all is written anew, and says where it does not fit any more. To have it weighed again, start a new
            meeting with this one as context.
          </Line>
        )}
        <p className="text-muted">
          {counted
            ? 'It is not counted as another meeting.'
            : 'This one was not counted against your month; it is once it comes to a decision.'}
        </p>
      </div>
      {retry.isError && (
        <p role="alert" className="text-sm text-danger">
          Not taken up: {explain(retry.error)} Everything is kept.
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button
          variant="primary"
          busy={waiting}
          disabled={open.length > 0 && again.length === 0}
          onClick={() => send(left.length > 0 ? again.map((sub) => sub.index) : null)}
        >
          <RotateCcw aria-hidden />
          {open.length === 0 && unplanned.length > 0 ? 'Plan the actions' : 'Try again'}
        </Button>
        {children}
      </div>
    </div>
  );
}

/** Decided parts whose actions the meeting ended without. */
function withoutActions({ ending, subProblems }: MeetingState): SubProblem[] {
  if (ending?.type !== 'complete' && ending?.type !== 'partial') return [];
  const missing = ending.data.missing_actions?.sub_problem_indexes ?? [];
  return subProblems.filter(({ index }) => missing.includes(index));
}

const Line = ({ label, children }: { label: string; children: ReactNode }) => (
  <p className="wrap-anywhere">
    <span className="font-medium">{label}:</span> <span className="text-muted">{children}</span>
  </p>
);
