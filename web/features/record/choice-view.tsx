import type { Choice } from '@bo1/contracts/meeting/schema';
import { OUTCOME_WORDS } from '@bo1/contracts/record/values';
import { CircleCheckBig } from 'lucide-react';
import type { ReactNode } from 'react';
import { useDates } from '#features/time/locale.tsx';
import { OUTCOME_LOOK } from './looks.ts';

export interface ChoiceViewProps {
  choice: Choice;
  /** Buttons beside the choice, and beside its outcome. */
  choiceActions?: ReactNode;
  outcomeActions?: ReactNode;
  children?: ReactNode;
}

/** What somebody chose after the board had decided, and how it turned out. */
export function ChoiceView({ choice, choiceActions, outcomeActions, children }: ChoiceViewProps) {
  const { civilDate, exact } = useDates();
  const { outcome } = choice;
  const { icon: Icon, tint } = OUTCOME_LOOK[outcome?.result ?? 'mixed'];
  return (
    <div className="rounded-lg border border-border bg-surface p-5">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="flex min-w-0 items-start gap-2.5">
          <CircleCheckBig aria-hidden className="mt-0.5 size-4.5 shrink-0 text-primary" />
          <div className="min-w-0">
            <p className="font-semibold wrap-anywhere">{choice.option ?? choice.own_words}</p>
            <p className="text-xs text-muted">
              {choice.option === null ? 'in own words, ' : ''}chosen{' '}
              <time dateTime={choice.recorded_at}>{exact(choice.recorded_at)}</time>
            </p>
          </div>
        </div>
        {choiceActions}
      </div>
      {choice.note && <p className="memo mt-3 whitespace-pre-line">{choice.note}</p>}
      {outcome && (
        <div className="mt-4 border-t border-border pt-4">
          <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
            <p className="flex flex-wrap items-center gap-x-2 text-sm">
              <Icon aria-hidden className={`size-4 ${tint}`} />
              <span className="font-semibold">{OUTCOME_WORDS[outcome.result]}</span>
              <span className="text-xs text-muted">known on {civilDate(outcome.known_on)}</span>
            </p>
            {outcomeActions}
          </div>
          {outcome.note && <p className="memo mt-2 whitespace-pre-line">{outcome.note}</p>}
        </div>
      )}
      {children}
    </div>
  );
}
