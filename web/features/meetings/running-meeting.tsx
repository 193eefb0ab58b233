'use client';
import type { SessionList } from '@bo1/contracts/meeting/schema';
import { TERMINAL_STATUSES } from '@bo1/contracts/meeting/values';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { api } from '#http/request.ts';
import { MeetingsSkeleton } from './meetings-list.tsx';

/** Leads to the newest meeting that is under way, or to the list. */
export function RunningMeeting() {
  const router = useRouter();
  const { data, isError } = useQuery({
    queryKey: ['meetings', 'newest'],
    queryFn: ({ signal }) => api.get<SessionList>('/sessions?limit=50', signal),
    gcTime: 0,
  });
  useEffect(() => {
    if (isError) router.replace('/meetings');
    if (!data) return;
    const over: readonly string[] = TERMINAL_STATUSES;
    const running = data.sessions.find((meeting) => !over.includes(meeting.status));
    router.replace(running ? `/meetings/${running.id}` : '/meetings');
  }, [data, isError, router]);
  return <MeetingsSkeleton />;
}
