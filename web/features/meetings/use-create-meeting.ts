'use client';
import type { SessionState } from '@bo1/contracts/meeting/schema';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useRef } from 'react';
import { notify } from '#features/notify/notify.tsx';
import { api, RequestError } from '#http/request.ts';
import { bodyOf, keyFor, type NewMeetingDraft } from './new-meeting-draft.ts';

export interface CreateMeetingOptions {
  draft: NewMeetingDraft;
  skipByDefault: boolean;
  onKey: (key: NewMeetingDraft['key']) => void;
  onKept: () => void;
}

/** Sends the draft once, however often the button is pressed, and leads to the meeting. */
export function useCreateMeeting({ draft, skipByDefault, onKey, onKept }: CreateMeetingOptions) {
  const router = useRouter();
  const client = useQueryClient();
  const sending = useRef(false);
  const leave = (id: string) => {
    onKept();
    void client.invalidateQueries({ queryKey: ['meetings'] });
    router.push(`/meetings/${id}`);
  };
  const creation = useMutation({
    mutationFn: () => {
      const body = bodyOf(draft, skipByDefault);
      const key = keyFor(draft, body, () => crypto.randomUUID());
      onKey(key);
      return api.post<SessionState>('/sessions', body, { 'idempotency-key': key.value });
    },
    onSuccess: ({ id }) => leave(id),
    onError: (error) => {
      sending.current = false;
      if (!(error instanceof RequestError) || !error.sessionId) return;
      notify('Your meeting is kept and starts by itself', { detail: error.message });
      leave(error.sessionId);
    },
  });
  const send = () => {
    if (sending.current) return;
    sending.current = true;
    creation.mutate();
  };
  return { send, creation };
}
