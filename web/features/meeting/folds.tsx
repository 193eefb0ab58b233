import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
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
  /** False until something was measured. */
  signals: ReactNode;
}

/** What stands beside the conversation on a wide window, folded where there is no room beside it. */
export function Folds({ steps, round, over, signals }: FoldsProps) {
  const step = steps.find(({ state }) => state === 'current') ?? steps.at(-1);
  const inRounds = round && !over && step?.id === `round-${round.number}`;
  return (
    <div className="grid gap-2 not-last:mb-6 last:mt-6 lg:hidden">
      <Fold title="Steps" note={inRounds ? roundWords(round, false) : (step?.label ?? '')}>
        <RoundsRail steps={steps} />
      </Fold>
      {signals && (
        <Fold title="Signals" note={round?.signals ? `after round ${round.number}` : ''}>
          {signals}
        </Fold>
      )}
    </div>
  );
}
