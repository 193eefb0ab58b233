'use client';
import type { OfferedExpert } from '@bo1/contracts/experts/schema';
import { EXCLUDED_COUNT, PINNED_COUNT } from '@bo1/contracts/experts/values';
import { Ban, ChevronRight, Pin, X } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { SearchInput } from '#components/ui/field.tsx';
import { Loading, Skeleton } from '#components/ui/skeleton.tsx';
import { Persona } from '#features/meeting/persona.tsx';
import { explain } from '#http/request.ts';
import { useOffered } from './use-catalogue.ts';

interface Wishes {
  /** Codes of experts who shall sit on the board, and of those who shall not. */
  pinned: string[];
  excluded: string[];
}
type Wish = keyof Wishes;

const WISHES = {
  pinned: { icon: Pin, act: 'Pin', most: PINNED_COUNT.max, on: 'bg-primary-soft text-primary hover:text-primary' },
  excluded: { icon: Ban, act: 'Exclude', most: EXCLUDED_COUNT.max, on: 'bg-danger-soft text-danger hover:text-danger' },
} as const;

/** A press makes the wish and takes it back; who is wanted is no longer unwanted. */
export function wished({ pinned, excluded }: Wishes, wish: Wish, code: string): Wishes {
  const lists = { pinned, excluded };
  const has = lists[wish].includes(code);
  const without = { pinned: pinned.filter((one) => one !== code), excluded: excluded.filter((one) => one !== code) };
  return has ? without : { ...without, [wish]: [...without[wish], code] };
}

function note({ pinned, excluded }: Wishes): string {
  const parts = [pinned.length > 0 && `${pinned.length} pinned`, excluded.length > 0 && `${excluded.length} excluded`];
  return parts.filter(Boolean).join(', ') || 'chosen for the question';
}

/** Who shall sit on the board, and who shall not: folded, and loaded once somebody wants to choose. */
export function ExpertsChoice({ onChange, ...wishes }: Wishes & { onChange: (next: Wishes) => void }) {
  const any = wishes.pinned.length + wishes.excluded.length > 0;
  const [open, setOpen] = useState(false);
  const offered = useOffered(open || any);
  return (
    <details
      className="group min-w-0 border-t border-border pt-4"
      open={any || undefined}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary className="flex min-h-6 items-center gap-1.5 rounded text-sm font-medium">
        <ChevronRight aria-hidden className="size-4 shrink-0 text-muted transition-transform group-open:rotate-90" />
        Experts
        <span className="font-normal text-muted">{note(wishes)}</span>
      </summary>
      <p className="mt-2 text-xs text-muted">
        Pinned experts sit on the board as far as it has seats: three for a simple question, five for a hard one.
        Excluded ones never do.
      </p>
      {offered.isPending && (
        <Loading label="Loading the experts" className="mt-3">
          <Skeleton className="h-40 w-full" />
        </Loading>
      )}
      {offered.isError && (
        <p className="mt-3 flex flex-wrap items-center gap-2 text-sm text-muted">
          {explain(offered.error)}
          <Button size="sm" onClick={() => void offered.refetch()}>
            Try again
          </Button>
        </p>
      )}
      {offered.data && <Choice experts={offered.data.experts} wishes={wishes} onChange={onChange} />}
    </details>
  );
}

interface ChoiceProps {
  experts: OfferedExpert[];
  wishes: Wishes;
  onChange: (next: Wishes) => void;
}

function Choice({ experts, wishes, onChange }: ChoiceProps) {
  const [q, setQ] = useState('');
  const shown = experts.filter((one) =>
    `${one.name} ${one.archetype} ${one.category} ${one.expertise.join(' ')}`
      .toLowerCase()
      .includes(q.trim().toLowerCase()),
  );
  return (
    <>
      <Chosen experts={experts} wishes={wishes} onChange={onChange} />
      <SearchInput
        className="mt-3"
        aria-label="Search experts"
        placeholder="Search by name, archetype or field"
        value={q}
        onChange={(event) => setQ(event.target.value)}
        onKeyDown={(event) => {
          // Enter in the search must not convene the board.
          if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) event.preventDefault();
        }}
      />
      {shown.length === 0 && <p className="py-6 text-center text-sm text-muted">No expert has these words.</p>}
      <ul aria-label="Experts" className="mt-2 max-h-72 overflow-y-auto" tabIndex={-1}>
        {shown.map((expert) => (
          <Row key={expert.code} expert={expert} wishes={wishes} onChange={onChange} />
        ))}
      </ul>
    </>
  );
}

function Row({ expert, wishes, onChange }: Omit<ChoiceProps, 'experts'> & { expert: OfferedExpert }) {
  return (
    <li className="flex items-center gap-3 rounded-md px-2 py-1.5 hover:bg-hover">
      <Persona name={expert.name} colour={expert.colour} className="size-7 text-2xs" />
      <span className="min-w-0 flex-1 text-sm leading-tight">
        <span className="block truncate">{expert.name}</span>
        <span className="block truncate text-xs text-muted">
          {expert.archetype} · {expert.expertise.join(', ')}
        </span>
      </span>
      {(['pinned', 'excluded'] as const).map((wish) => {
        const { icon: Icon, act, most, on } = WISHES[wish];
        const pressed = wishes[wish].includes(expert.code);
        return (
          <Button
            key={wish}
            variant="ghost"
            size="icon-sm"
            aria-pressed={pressed}
            aria-label={`${act} ${expert.name}`}
            title={act}
            disabled={!pressed && wishes[wish].length >= most}
            className={cn(pressed && on)}
            onClick={() => onChange(wished(wishes, wish, expert.code))}
          >
            <Icon aria-hidden />
          </Button>
        );
      })}
    </li>
  );
}

/** What was wished, each to be taken back; also for those who have left the catalogue since. */
function Chosen({ experts, wishes, onChange }: ChoiceProps) {
  const nameOf = (code: string) => experts.find((one) => one.code === code)?.name ?? `${code} (no longer offered)`;
  const all = (['pinned', 'excluded'] as const).flatMap((wish) => wishes[wish].map((code) => ({ wish, code })));
  if (all.length === 0) return null;
  return (
    <ul aria-label="Your wishes" className="mt-3 flex flex-wrap gap-1.5">
      {all.map(({ wish, code }) => {
        const { icon: Icon, on } = WISHES[wish];
        const name = nameOf(code);
        return (
          <li key={code} className={cn('flex h-7 items-center gap-1.5 rounded-full pl-2.5 text-xs font-medium', on)}>
            <Icon aria-hidden className="size-3.5" />
            <span className="sr-only">{wish}:</span>
            {name}
            <button
              type="button"
              aria-label={`Take back: ${name}`}
              onClick={() => onChange(wished(wishes, wish, code))}
              className="grid size-7 place-items-center rounded-full hover:bg-hover"
            >
              <X aria-hidden className="size-3.5" />
            </button>
          </li>
        );
      })}
    </ul>
  );
}
