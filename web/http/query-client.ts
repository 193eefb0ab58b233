import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { RequestError } from './request.ts';
import { leaveToSignIn } from './return-path.ts';

/** True for failures that pass by themselves: no answer, too many requests, the server's own errors. */
const passing = (error: unknown): boolean =>
  !(error instanceof RequestError) || error.status === 0 || error.status === 429 || error.status >= 500;

/** One client a page. A lapsed sign-in leads to the sign-in page, whichever request met it. */
export function createQueryClient(): QueryClient {
  const onError = (error: unknown) => {
    if (error instanceof RequestError && error.status === 401) leaveToSignIn();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (failures, error) => passing(error) && failures < 2,
        retryDelay: (failures, error) =>
          error instanceof RequestError && error.retryAfter
            ? Math.min(error.retryAfter, 10) * 1000
            : 500 * 2 ** failures,
      },
    },
  });
}
