'use client';
import { SESSION_STATUSES } from '@bo1/contracts/meeting/values';
import { usePathname, useSearchParams } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { NativeSelect, SearchInput } from '#components/ui/field.tsx';
import { STATUS_LOOK } from './status.ts';

const TYPING_PAUSE_MS = 250;

/** Search and status as the address has them, and how to change them there. */
export function useFilters() {
  const params = useSearchParams();
  const path = usePathname();
  const q = params.get('q') ?? '';
  const wanted = params.get('status') ?? '';
  const status = (SESSION_STATUSES as readonly string[]).includes(wanted) ? wanted : '';
  const change = (part: { q?: string; status?: string }) => {
    const next = new URLSearchParams();
    for (const [name, value] of Object.entries({ q, status, ...part })) if (value) next.set(name, value);
    // Nothing of the page comes from the server: what is left to the router could overtake a link that is followed meanwhile.
    window.history.replaceState(null, '', next.size ? `${path}?${next}` : path);
  };
  return { filter: { q, status }, change };
}

export function Filters({ filter, change }: ReturnType<typeof useFilters>) {
  const [text, setText] = useState(filter.q);
  const sent = useRef(filter.q);
  useEffect(() => {
    if (filter.q !== sent.current) setText((sent.current = filter.q));
  }, [filter.q]);
  useEffect(() => {
    if (text.trim() === sent.current) return;
    const timer = setTimeout(search, TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  });
  /** Who leaves the field searches at once: the address of a page that is being left is not written any more. */
  function search(): void {
    if (text.trim() !== sent.current) change({ q: (sent.current = text.trim()) });
  }
  return (
    <div role="search" className="mb-4 flex flex-wrap gap-2">
      <SearchInput
        className="min-w-48 flex-1"
        aria-label="Search meetings"
        placeholder="Search meetings"
        maxLength={200}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={search}
      />
      <div className="w-full sm:w-48">
        <NativeSelect
          aria-label="Status"
          value={filter.status}
          onChange={(event) => change({ q: text.trim(), status: event.target.value })}
        >
          <option value="">Any status</option>
          {SESSION_STATUSES.map((status) => (
            <option key={status} value={status}>
              {STATUS_LOOK[status].word}
            </option>
          ))}
        </NativeSelect>
      </div>
    </div>
  );
}
