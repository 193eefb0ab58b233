import { ChevronRight, CircleEllipsis } from 'lucide-react';
import dynamic from 'next/dynamic';
import { memo, useState } from 'react';
import { Persona } from './persona.tsx';
import type { Audit, Expert, Turn } from './state.ts';

const TurnAudit = dynamic(() => import('./turn-audit.tsx').then((module) => module.TurnAudit), { ssr: false });

interface TurnCardProps {
  turn: Turn;
  expert: Expert | undefined;
  /** The text so far, while it is written. */
  draft: string | undefined;
  /** Nobody works right now: an open turn is not being written. */
  idle: boolean;
}

/** Where a contribution comes from: folded, and loaded when somebody asks. */
function Origin({ audit, name }: { audit: Audit; name: string }) {
  const [open, setOpen] = useState(false);
  return (
    <details
      aria-live="off"
      className="group mt-1.5 -mb-2 text-xs text-muted"
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary className="flex min-h-6 w-fit items-center gap-1 rounded pr-2 hover:text-foreground">
        <ChevronRight aria-hidden className="size-3.5 transition-transform group-open:rotate-90" />
        How it was written
        <span className="sr-only">: {name}</span>
      </summary>
      {open && <TurnAudit {...audit} />}
    </details>
  );
}

/**
 * What one expert says in a round. A turn that is being written is no part of the announcements: it is replaced by
 * another element once it is whole, and that one is read out.
 */
export const TurnCard = memo(function TurnCard({ turn, expert, draft, idle }: TurnCardProps) {
  const name = expert?.name ?? turn.expert;
  const head = (
    <header className="mb-2 flex items-center gap-2.5">
      <Persona name={name} colour={expert?.colour ?? 'gray'} className="size-7 text-2xs" />
      <h3 className="text-sm font-semibold">{name}</h3>
      <span className="inline-block truncate text-xs text-muted first-letter:uppercase">{expert?.archetype}</span>
    </header>
  );
  const box = 'rounded-lg border border-border bg-surface px-5 py-4 shadow-raised';
  if (turn.text !== null)
    return (
      <article key="whole" data-turn={turn.callKey ?? turn.expert} className={box}>
        {head}
        <p className="text-[0.9375rem] leading-relaxed whitespace-pre-line text-pretty wrap-anywhere">{turn.text}</p>
        {turn.truncated && <p className="mt-2 text-xs text-muted">Cut at a sentence: the expert had more to say.</p>}
        {turn.audit && <Origin audit={turn.audit} name={name} />}
      </article>
    );
  return (
    <article key="draft" aria-live="off" aria-busy={!idle} data-draft={turn.callKey ?? turn.expert} className={box}>
      {head}
      {draft ? (
        <p className="text-[0.9375rem] leading-relaxed whitespace-pre-line text-pretty wrap-anywhere">
          {draft}
          {!idle && (
            <span aria-hidden className="ml-0.5 inline-block h-4 w-0.5 translate-y-0.5 animate-breathe bg-primary" />
          )}
        </p>
      ) : (
        <p className="flex items-center gap-2 text-sm text-muted">
          <CircleEllipsis aria-hidden className={idle ? 'size-4' : 'size-4 animate-breathe'} />
          {idle ? 'Not said yet' : 'Thinking'}
        </p>
      )}
    </article>
  );
});
