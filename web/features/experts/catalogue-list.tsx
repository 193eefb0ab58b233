'use client';
import type { Expert } from '@bo1/contracts/experts/schema';
import { EXPERT_STATES, type ExpertState } from '@bo1/contracts/experts/values';
import { Archive, PenLine, SearchX, UserRoundPlus } from 'lucide-react';
import Link from 'next/link';
import { usePathname, useSearchParams } from 'next/navigation';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { Empty } from '#components/ui/empty.tsx';
import { NativeSelect, SearchInput } from '#components/ui/field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { MeetingsSkeleton } from '#features/meetings/meetings-list.tsx';
import { Persona } from '#features/meeting/persona.tsx';
import { explain } from '#http/request.ts';
import { useCatalogue } from './use-catalogue.ts';

const STATE_WORDS: Record<ExpertState, string> = { offered: 'Offered', retired: 'Retired' };

function ExpertRow({ expert }: { expert: Expert }) {
  return (
    <li className="relative flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 hover:bg-hover/60 sm:px-5">
      <Persona name={expert.name} colour={expert.colour} className="size-9 text-xs" />
      <div className="min-w-0 flex-1 basis-52">
        <h2 className="text-sm font-medium">
          <Link
            href={`/admin/experts/${expert.code}`}
            className="wrap-anywhere outline-offset-0 before:absolute before:inset-0 before:content-['']"
          >
            {expert.name}
          </Link>
        </h2>
        <p className="mt-0.5 text-xs text-muted wrap-anywhere">
          {expert.archetype} · {expert.category} · {expert.expertise.join(', ')}
        </p>
      </div>
      {expert.by_hand && (
        <Badge tone="info" icon={PenLine}>
          By hand
        </Badge>
      )}
      {expert.state === 'retired' && (
        <Badge tone="neutral" icon={Archive}>
          Retired
        </Badge>
      )}
    </li>
  );
}

/** Search and state, as the address has them. */
function useWanted() {
  const path = usePathname();
  const params = useSearchParams();
  const q = params.get('q') ?? '';
  const state = EXPERT_STATES.find((one) => one === params.get('state')) ?? '';
  const change = (part: { q?: string; state?: string }) => {
    const next = new URLSearchParams();
    for (const [name, value] of Object.entries({ q, state, ...part })) if (value) next.set(name, value);
    window.history.replaceState(null, '', next.size ? `${path}?${next}` : path);
  };
  return { q, state, change };
}

const fits = (expert: Expert, q: string): boolean =>
  `${expert.code} ${expert.name} ${expert.archetype} ${expert.category} ${expert.expertise.join(' ')}`
    .toLowerCase()
    .includes(q.trim().toLowerCase());

/** The catalogue: search, state, and a page for each expert. */
export function CatalogueList() {
  const { q, state, change } = useWanted();
  const catalogue = useCatalogue();
  const all = catalogue.data?.experts ?? [];
  const shown = all.filter((expert) => (state === '' || expert.state === state) && fits(expert, q));
  return (
    <>
      <div role="search" className="mb-4 flex flex-wrap gap-2">
        <SearchInput
          className="min-w-48 flex-1"
          aria-label="Search experts"
          placeholder="Search experts"
          maxLength={100}
          value={q}
          onChange={(event) => change({ q: event.target.value })}
        />
        <div className="w-full sm:w-44">
          <NativeSelect aria-label="State" value={state} onChange={(event) => change({ state: event.target.value })}>
            <option value="">All</option>
            {EXPERT_STATES.map((one) => (
              <option key={one} value={one}>
                {STATE_WORDS[one]}
              </option>
            ))}
          </NativeSelect>
        </div>
      </div>
      {catalogue.isError && (
        <Notice
          tone="danger"
          urgent
          className="mb-4"
          title="The catalogue could not be loaded"
          action={<Button onClick={() => void catalogue.refetch()}>Try again</Button>}
        >
          {explain(catalogue.error)}
        </Notice>
      )}
      {catalogue.isPending && <MeetingsSkeleton />}
      {catalogue.isSuccess && shown.length === 0 && (
        <Empty
          icon={all.length ? SearchX : UserRoundPlus}
          title={all.length ? 'No expert fits' : 'No experts yet'}
          action={all.length > 0 && <Button onClick={() => change({ q: '', state: '' })}>Clear the search</Button>}
        >
          {all.length
            ? 'Search for a name, an archetype, a field of expertise.'
            : 'Boards need experts to choose from.'}
        </Empty>
      )}
      {shown.length > 0 && (
        <>
          <p role="status" className="mb-2 text-xs text-muted">
            {shown.length === all.length ? `${all.length} experts` : `${shown.length} of ${all.length} experts`}
          </p>
          <Card aria-label="The catalogue">
            <ul className="divide-y divide-border overflow-hidden rounded-lg">
              {shown.map((expert) => (
                <ExpertRow key={expert.code} expert={expert} />
              ))}
            </ul>
          </Card>
        </>
      )}
    </>
  );
}
