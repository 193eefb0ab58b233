'use client';
import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { api } from '#http/request.ts';
import { useRequestKey } from '#http/use-request-key.ts';

/**
 * Says something to the board, once: a lost answer is asked for again under the same key, other words get another key, and
 * a second press while the first is under way does nothing.
 */
export function useFloor<Body extends object>(
  sessionId: string,
  what: 'interjections' | 'constraints',
  onSaid: () => void,
) {
  const key = useRequestKey();
  const sending = useRef(false);
  const mutation = useMutation({
    mutationFn: (body: Body) => {
      const path = `/sessions/${encodeURIComponent(sessionId)}/${what}`;
      return api.post<unknown>(path, body, { 'idempotency-key': key.of(body) });
    },
    onSuccess: () => {
      key.forget();
      onSaid();
    },
    onSettled: () => void (sending.current = false),
  });
  const say = (body: Body) => {
    if (sending.current) return;
    sending.current = true;
    mutation.mutate(body);
  };
  return { say, busy: mutation.isPending, error: mutation.error, forget: () => mutation.reset() };
}
