'use client';
import type { EventPage } from '@bo1/contracts/events/schema';
import { useQuery } from '@tanstack/react-query';
import { replay } from '#features/meeting/reducer.ts';
import { api } from '#http/request.ts';

/** The meeting's whole log, drawn by the same reducer as the live page: how the board got to its decision. */
export const useReplay = (sessionId: string) =>
  useQuery({
    queryKey: ['meeting', sessionId, 'log'],
    queryFn: async ({ signal }) => {
      const path = `/sessions/${encodeURIComponent(sessionId)}/events`;
      let state = replay([]);
      for (let more = true; more;) {
        const page = await api.get<EventPage>(`${path}?after=${state.sequence}`, signal);
        const before = state.sequence;
        state = replay(page.events, state);
        more = page.has_more && state.sequence > before;
      }
      return state;
    },
  });
