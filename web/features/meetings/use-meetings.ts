'use client';
import type { SessionList } from '@bo1/contracts/meeting/schema';
import { TERMINAL_STATUSES, type SessionStatus } from '@bo1/contracts/meeting/values';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { api } from '#http/request.ts';

const PAGE_SIZE = 25;
const REFRESH_MS = 5_000;
const isOver = (status: SessionStatus) => (TERMINAL_STATUSES as readonly string[]).includes(status);

/** The person's meetings, newest first, by search and status; looked at again while one of them is under way. */
export function useMeetings(filter: { q: string; status: string }) {
  return useInfiniteQuery({
    queryKey: ['meetings', 'list', filter],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ limit: String(PAGE_SIZE) });
      if (filter.q) query.set('q', filter.q);
      if (filter.status) query.set('status', filter.status);
      if (pageParam) query.set('cursor', pageParam);
      return api.get<SessionList>(`/sessions?${query}`, signal);
    },
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
    refetchInterval: (query) =>
      query.state.data?.pages.length === 1 && query.state.data.pages[0]?.sessions.some(({ status }) => !isOver(status))
        ? REFRESH_MS
        : false,
  });
}
