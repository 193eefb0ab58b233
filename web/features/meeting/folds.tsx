import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from '#components/ui/cn.ts';
import { RoundsRail } from './rounds-rail.tsx';
import type { Step } from './selectors.ts';
import type { Round } from './state.ts';
import { roundWords } from './words.ts';

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
  steps: Step[];
  round: Round | undefined;
  /** Whether the rounds are over. */
  over: boolean;
  /** False where there is nothing to see or to change. */
  signals: ReactNode;
  /** Whether a round was measured: before that, constraints are all there is. */
  measured: boolean;
  /** Whether they stand below the conversation. */
  below: boolean;
}

/** What stands beside the conversation on a wide window, folded where there is no room beside it. */
export function Folds({ steps, round, over, signals, measured, below }: FoldsProps) {
  const now = steps.find(({ state }) => state === 'current');
  const stopped = steps.find(({ state }) => state === 'stopped');
  const inRounds = round && !over && now?.id === `round-${round.number}`;
  const where = now?.label ?? (stopped ? `stopped at ${stopped.label}` : 'all done');
  return (
    <div className={cn('grid gap-2 lg:hidden', below ? 'mt-6' : 'mb-6')}>
      <Fold title="Steps" note={inRounds ? roundWords(round, false) : where}>
        <RoundsRail steps={steps} />
      </Fold>
      {signals && (
        <Fold title={measured ? 'Signals' : 'Constraints'} note={round?.signals ? `after round ${round.number}` : ''}>
          {signals}
        </Fold>
      )}
    </div>
  );
}
