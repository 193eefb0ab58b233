'use client';
import type { AdminNoticeList, AdminSessionList, SessionSpending } from '@bo1/contracts/spending/schema';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api } from '#http/request.ts';

const PAGE_SIZE = 25;

/** Everybody's meetings, newest first, by words or id and by status. */
export function useAdminSessions(filter: { q: string; status: string }) {
  return useInfiniteQuery({
    queryKey: ['admin', 'sessions', filter],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ limit: String(PAGE_SIZE) });
      if (filter.q) query.set('q', filter.q);
      if (filter.status) query.set('status', filter.status);
      if (pageParam) query.set('cursor', pageParam);
      return api.get<AdminSessionList>(`/admin/sessions?${query}`, signal);
    },
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  });
}

/** What happened of late that an admin should know, newest first. */
export const useAdminNotices = () =>
  useInfiniteQuery({
    queryKey: ['admin', 'notices'],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      api.get<AdminNoticeList>(`/admin/notices?limit=5${pageParam ? `&before=${pageParam}` : ''}`, signal),
    getNextPageParam: (page) => page.next_before,
  });

export const useSpending = (id: string) =>
  useQuery({
    queryKey: ['admin', 'spending', id],
    queryFn: ({ signal }) => api.get<SessionSpending>(`/admin/sessions/${encodeURIComponent(id)}/spending`, signal),
  });
