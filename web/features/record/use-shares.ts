'use client';
import type { CreateShare, Share, ShareList } from '@bo1/contracts/record/schema';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '#http/request.ts';

const pathOf = (sessionId: string) => `/sessions/${encodeURIComponent(sessionId)}/shares`;
const keyOf = (sessionId: string) => ['meeting', sessionId, 'shares'];

export const useShares = (sessionId: string) =>
  useQuery({
    queryKey: keyOf(sessionId),
    queryFn: ({ signal }) => api.get<ShareList>(pathOf(sessionId), signal),
  });

/** Makes a link; a try that is repeated after a failure cannot make a second one. */
export function useCreateShare(sessionId: string) {
  const client = useQueryClient();
  const [key, setKey] = useState(() => crypto.randomUUID());
  return useMutation({
    mutationFn: (body: CreateShare) => {
      const shape = `${body.expires_in_days}-${body.shows_choice}`;
      return api.post<Share>(pathOf(sessionId), body, { 'idempotency-key': `${key}-${shape}` });
    },
    onSuccess: (made) => {
      setKey(crypto.randomUUID());
      client.setQueryData<ShareList>(keyOf(sessionId), (list) => ({ shares: [made, ...(list?.shares ?? [])] }));
    },
  });
}

export function useRevokeShare(sessionId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id }: Share) => api.delete<void>(`${pathOf(sessionId)}/${id}`),
    onSuccess: (_, revoked) => {
      const ended = { state: 'revoked' as const, url: null, revoked_at: new Date().toISOString() };
      client.setQueryData<ShareList>(keyOf(sessionId), (list) => ({
        shares: (list?.shares ?? []).map((one) => (one.id === revoked.id ? { ...one, ...ended } : one)),
      }));
    },
  });
}
