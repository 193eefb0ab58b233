'use client';
import type { Me, UpdateMe } from '@bo1/contracts/account/schema';
import type { Meta } from '@bo1/contracts/health/schema';
import { useMutation, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { forgetDrafts } from '#features/drafts/use-draft.ts';
import { api, request } from '#http/request.ts';
import { useHydrated } from './use-hydrated.ts';

type Shared<T> = Pick<UseQueryResult<T>, 'data' | 'error' | 'isPending' | 'isError' | 'refetch'>;

/** A query that the frame and the page share: pending until this part of the page is taken over from the server. */
function useShared<T>(query: UseQueryResult<T>): Shared<T> {
  return useHydrated()
    ? query
    : { data: undefined, error: null, isPending: true, isError: false, refetch: query.refetch };
}

/** Who is signed in. */
export const useMe = (): Shared<Me> =>
  useShared(useQuery({ queryKey: ['me'], queryFn: ({ signal }) => api.get<Me>('/me', signal), staleTime: 60_000 }));

/** What the stack says of itself: simulated model, demo login, the workflow UI for admins. */
export const useMeta = (): Shared<Meta> =>
  useShared(
    useQuery({ queryKey: ['meta'], queryFn: ({ signal }) => api.get<Meta>('/meta', signal), staleTime: 300_000 }),
  );

/** Changes the person's own settings at once and takes the change back when the server refuses it. */
export function useUpdateMe() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: UpdateMe) => api.patch<Me>('/me', change),
    onMutate: async (change) => {
      await client.cancelQueries({ queryKey: ['me'] });
      const before = client.getQueryData<Me>(['me']);
      if (before) client.setQueryData<Me>(['me'], { ...before, ...(change as Partial<Me>) });
      return { before };
    },
    onError: (_error, _change, context) => client.setQueryData(['me'], context?.before),
    onSuccess: (me) => client.setQueryData(['me'], me),
  });
}

export const signIn = (credentials: { email: string; password: string }) =>
  request('POST', '/api/auth/sign-in/email', { body: credentials });

export const signUp = (account: { name: string; email: string; password: string }) =>
  request('POST', '/api/auth/sign-up/email', { body: account });

/** Ends the session and leaves by a full load, so that nothing of the person stays in the page or on the device. */
export async function signOut(): Promise<void> {
  await request('POST', '/api/auth/sign-out', { body: {} });
  forgetDrafts();
  window.location.assign('/sign-in');
}
