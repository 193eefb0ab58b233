'use client';
import type { RetryAccepted } from '@bo1/contracts/retry/schema';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { api, RequestError } from '#http/request.ts';
import { useRequestKey } from '#http/use-request-key.ts';

/** Taken up already, perhaps in another tab, or kept until the engine is back: what follows comes by the log. */
const FOLLOWS = new Set(['not_retryable', 'workflow_engine_unavailable']);

/** Takes the meeting up again, once however often it is pressed; `onRetried` waits for what follows in the log. */
export function useRetry(sessionId: string, onRetried: () => void) {
  const client = useQueryClient();
  const sending = useRef(false);
  const key = useRequestKey();
  const retry = useMutation({
    mutationFn: (parts: number[] | null) => {
      const body = parts === null ? {} : { sub_problems: parts };
      const path = `/sessions/${encodeURIComponent(sessionId)}/retry`;
      return api.post<RetryAccepted>(path, body, { 'idempotency-key': key.of(body) });
    },
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['meetings'] });
      onRetried();
    },
    onError: (error) => {
      sending.current = false;
      if (error instanceof RequestError && FOLLOWS.has(error.code)) onRetried();
    },
  });
  const send = (parts: number[] | null) => {
    if (sending.current) return;
    sending.current = true;
    retry.mutate(parts);
  };
  return { send, retry };
}
