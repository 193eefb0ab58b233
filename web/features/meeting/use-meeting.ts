'use client';
import type { SessionDetail } from '@bo1/contracts/meeting/schema';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { api } from '#http/request.ts';
import { leaveToSignIn, stayWhenSignedOut } from '#http/return-path.ts';
import { createMeetingStore } from './store.ts';

/** What the API knows of a meeting beyond its log: the record's downloads, and for admins what it costs. */
export const useDetail = (id: string) =>
  useQuery({
    queryKey: ['meeting', id],
    queryFn: ({ signal }) => api.get<SessionDetail>(`/sessions/${encodeURIComponent(id)}`, signal),
  });

/** The meeting as its log says, live. A lapsed sign-in leaves for the sign-in page, unless there is something to read. */
export function useMeeting(id: string) {
  const store = useMemo(() => createMeetingStore(id), [id]);
  const view = useSyncExternalStore(store.subscribe, store.read, store.readFirst);
  const [signedOut, setSignedOut] = useState(false);
  const readable = view.meeting.sequence > 0;
  useEffect(() => (readable ? stayWhenSignedOut(() => setSignedOut(true)) : undefined), [readable]);
  useEffect(() => {
    if (view.refused?.status === 401) leaveToSignIn();
  }, [view.refused]);

  // Status, cost and downloads change where the log reaches a milestone.
  const client = useQueryClient();
  const rounds = view.meeting.subProblems.reduce((sum, sub) => sum + sub.rounds.length, 0);
  const milestone = `${rounds}/${view.meeting.ending?.type}/${!!view.meeting.record}/${view.meeting.attempt}`;
  useEffect(() => {
    if (milestone === '0/undefined/false/1') return;
    void client.invalidateQueries({ queryKey: ['meeting', id] });
    void client.invalidateQueries({ queryKey: ['meetings'] });
  }, [client, id, milestone]);
  return { ...view, signedOut, reopen: store.reopen };
}

/** Pause, resume and stop. The page follows the log, not the answer: what is shown is what happened. */
export function useControl(id: string, act: 'pause' | 'resume' | 'cancel') {
  return useMutation({ mutationFn: () => api.post<unknown>(`/sessions/${encodeURIComponent(id)}/${act}`) });
}
