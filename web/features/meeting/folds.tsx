import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from '#components/ui/cn.ts';
import { RoundsRail } from './rounds-rail.tsx';
import { lastRound, roundsOver } from './selectors.ts';
import type { MeetingState, SubProblem } from './state.ts';
import { stepsOf } from './steps.ts';
import { roundWords } from './figures.ts';

function Fold({ title, note, children }: { title: string; note: string; children: ReactNode }) {
  return (
    <details className="group rounded-lg border border-border bg-surface">
      <summary className="flex min-h-10 items-center gap-2 rounded-lg px-3 text-sm font-medium">
        <ChevronRight aria-hidden className="size-4 text-muted transition-transform group-open:rotate-90" />
        {title}
        <span className="ml-auto truncate text-xs font-normal text-muted">{note}</span>
      </summary>
      <div className="border-t border-border p-3">{children}</div>
    </details>
  );
}

interface FoldsProps {
  state: MeetingState;
  sub: SubProblem | undefined;
  /** False where there is nothing to see or to change. */
  signals: ReactNode;
  /** Whether a round was measured: before that, constraints are all there is. */
  measured: boolean;
  /** Whether they stand below the conversation. */
  below: boolean;
}

/** What stands beside the conversation on a wide window, folded where there is no room beside it. */
export function Folds({ state, sub, signals, measured, below }: FoldsProps) {
  const steps = stepsOf(state, sub);
  const round = lastRound(sub);
  const over = !!sub && roundsOver(sub);
  const now = steps.find((step) => step.state === 'current');
  const stopped = steps.find((step) => step.state === 'stopped');
  const inRounds = round && !over && now?.id === `round-${round.number}`;
  const where = now?.label ?? (stopped ? `stopped at ${stopped.label}` : 'all done');
  return (
    <div className={cn('grid gap-2 lg:hidden', below ? 'mt-6' : 'mb-6')}>
      <Fold title="Steps" note={inRounds ? roundWords(round, false) : where}>
        <RoundsRail state={state} sub={sub} />
      </Fold>
      {signals && (
        <Fold title={measured ? 'Signals' : 'Constraints'} note={round?.signals ? `after round ${round.number}` : ''}>
          {signals}
        </Fold>
      )}
    </div>
  );
}
