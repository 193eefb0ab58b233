'use client';
import type { BudgetRaised } from '@bo1/contracts/floor/schema';
import { RETRYABLE_STATUSES, TERMINAL_STATUSES } from '@bo1/contracts/meeting/values';
import type { AdminNoticeList, AdminSessionList, SessionSpending } from '@bo1/contracts/spending/schema';
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { notify } from '#features/notify/notify.tsx';
import { api } from '#http/request.ts';
import { dollars } from './words.ts';

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

const REFRESH_MS = 5_000;
/** Nothing more is spent, unless it is tried again. */
export const isOver = ({ session }: SessionSpending): boolean =>
  (TERMINAL_STATUSES as readonly string[]).includes(session.status);

/** It has ended, and can be tried again. */
export const isRetryable = ({ session }: SessionSpending): boolean =>
  (RETRYABLE_STATUSES as readonly string[]).includes(session.status);

/** What a meeting cost; looked at again while it is under way. */
export const useSpending = (id: string) =>
  useQuery({
    queryKey: ['admin', 'spending', id],
    queryFn: ({ signal }) => api.get<SessionSpending>(`/admin/sessions/${encodeURIComponent(id)}/spending`, signal),
    refetchInterval: ({ state }) => (state.data && !isOver(state.data) ? REFRESH_MS : false),
  });

/** Raises the budget of a meeting that runs, or can be tried again, to an amount of dollars. */
export function useRaiseBudget(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (limit: string) =>
      api.post<BudgetRaised>(`/admin/sessions/${encodeURIComponent(id)}/budget`, { limit }),
    onSuccess: ({ limit }) => {
      notify(`The meeting may spend ${dollars(limit)}`, { tone: 'success' });
      return client.invalidateQueries({ queryKey: ['admin'] });
    },
  });
}
