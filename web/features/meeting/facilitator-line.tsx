import { Gavel } from 'lucide-react';
import type { Facilitation } from './state.ts';
import { FACILITATION_WORDS, STOP_RULE_WORDS } from './words.ts';

/** One line why the board goes on or stops; each stop says its reason in words. */
export function FacilitatorLine({ facilitation }: { facilitation: Facilitation }) {
  const { action, rule, reason, guidance } = facilitation;
  const stops = action === 'vote';
  return (
    <div className="flex gap-3 border-l-2 border-primary/40 py-1 pl-4">
      <Gavel aria-hidden className="mt-0.5 size-4 shrink-0 text-primary" />
      <p className="min-w-0 text-sm text-muted wrap-anywhere">
        <span className="font-medium text-foreground">
          {stops && rule ? STOP_RULE_WORDS[rule] : `${FACILITATION_WORDS[action]}.`}
        </span>{' '}
        {reason}
        {!stops && guidance && <span className="mt-1 block text-xs">To the board: {guidance}</span>}
      </p>
    </div>
  );
}
