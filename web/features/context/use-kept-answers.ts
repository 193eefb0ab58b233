'use client';
import type { KeptAnswer } from '@bo1/contracts/context/schema';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { notify } from '#features/notify/notify.tsx';
import { api, explain } from '#http/request.ts';

const KEY = ['context', 'answers'];
type Kept = { answers: KeptAnswer[] };
const UNDO_MS = 6_000;

export const useKeptAnswers = () =>
  useQuery({ queryKey: KEY, queryFn: ({ signal }) => api.get<Kept>('/context/answers', signal) });

export function useEditAnswer() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, answer }: { id: string; answer: string }) =>
      api.patch<KeptAnswer>(`/context/answers/${id}`, { answer }),
    onSuccess: (saved, { id, answer }) =>
      client.setQueryData<Kept>(KEY, (kept) => ({
        answers: (kept?.answers ?? []).map((one) => (one.id === id ? { ...one, ...(saved ?? { answer }) } : one)),
      })),
  });
}

/**
 * Deletes an answer with a way back: it leaves the list at once and the server when the time for "Undo" has passed, or
 * the page is left. A refusal puts it back with the reason.
 */
export function useDeleteAnswer() {
  const client = useQueryClient();
  const pending = useRef(new Map<string, { timer: ReturnType<typeof setTimeout>; finish: () => void }>());
  const restore = () => void client.invalidateQueries({ queryKey: KEY });

  const remove = (answer: KeptAnswer) => {
    void client.cancelQueries({ queryKey: KEY });
    client.setQueryData<Kept>(KEY, (kept) => ({
      answers: (kept?.answers ?? []).filter((one) => one.id !== answer.id),
    }));
    const finish = () => {
      pending.current.delete(answer.id);
      api.delete(`/context/answers/${answer.id}`).catch((error) => {
        notify('The answer was not deleted', { tone: 'error', detail: explain(error) });
        restore();
      });
    };
    pending.current.set(answer.id, { timer: setTimeout(finish, UNDO_MS), finish });
    notify('Answer deleted', {
      detail: answer.question,
      duration: UNDO_MS,
      action: {
        label: 'Undo',
        onClick: () => {
          const waiting = pending.current.get(answer.id);
          if (!waiting) return;
          clearTimeout(waiting.timer);
          pending.current.delete(answer.id);
          restore();
        },
      },
    });
  };

  useEffect(() => {
    const waiting = pending.current;
    const finishAll = () => {
      for (const { timer, finish } of [...waiting.values()]) {
        clearTimeout(timer);
        finish();
      }
    };
    window.addEventListener('pagehide', finishAll);
    return () => {
      window.removeEventListener('pagehide', finishAll);
      finishAll();
    };
  }, []);
  return remove;
}
