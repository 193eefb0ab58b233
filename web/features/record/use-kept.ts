'use client';
import type { Choice, SessionDetail, TrackedAction } from '@bo1/contracts/meeting/schema';
import type { CreateAction, PutChoice, PutOutcome, UpdateAction } from '@bo1/contracts/record/schema';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { notify } from '#features/notify/notify.tsx';
import { api, explain } from '#http/request.ts';

const at = (sessionId: string) => `/sessions/${encodeURIComponent(sessionId)}`;

interface Change<Body, Answer> {
  send: (body: Body) => Promise<Answer>;
  /** The meeting as it will be when the server agrees; shown at once. */
  expect: (meeting: SessionDetail, body: Body) => SessionDetail;
  /** The meeting with what the server kept. */
  keep: (meeting: SessionDetail, answer: Answer) => SessionDetail;
  /** What to say when the server did not; what was shown before comes back. */
  refused: string;
}

/** A change of what is kept with a record: shown before it is sent, and rolled back with the reason when it is refused. */
function useChange<Body, Answer>(sessionId: string, { send, expect, keep, refused }: Change<Body, Answer>) {
  const client = useQueryClient();
  const key = ['meeting', sessionId];
  return useMutation({
    // One after another, so that the last press is what is kept.
    scope: { id: `record ${sessionId}` },
    mutationFn: send,
    onMutate: async (body: Body) => {
      await client.cancelQueries({ queryKey: key, exact: true });
      const before = client.getQueryData<SessionDetail>(key);
      if (before) client.setQueryData(key, expect(before, body));
      return before;
    },
    onError: (error, _, before) => {
      if (before) client.setQueryData(key, before);
      void client.invalidateQueries({ queryKey: key, exact: true });
      notify(refused, { tone: 'error', detail: explain(error) });
    },
    onSuccess: (answer) => {
      client.setQueryData<SessionDetail>(key, (now) => now && keep(now, answer));
      void client.invalidateQueries({ queryKey: ['meetings'] });
    },
  });
}

const withChoice = (meeting: SessionDetail, choice: Choice | null): SessionDetail => ({
  ...meeting,
  choice,
  chosen: choice && (choice.option ?? choice.own_words),
  outcome: choice?.outcome?.result ?? null,
});

/** What a body will be once it is kept. */
export function expectedChoice(before: Choice | null, body: PutChoice, now: string): Choice {
  const { option = null, own_words = null, note } = body;
  return {
    option,
    own_words,
    note,
    recorded_at: before?.recorded_at ?? now,
    updated_at: now,
    outcome: before?.outcome ?? null,
  };
}

/** Body that brings a choice back. */
export const bodyOf = ({ option, own_words, note }: Choice): PutChoice =>
  option === null ? { own_words: own_words ?? '', note } : { option, note };

export function useChoice(sessionId: string) {
  const put = useChange(sessionId, {
    send: (body: PutChoice) => api.put<Choice>(`${at(sessionId)}/choice`, body),
    expect: (meeting, body) => withChoice(meeting, expectedChoice(meeting.choice, body, new Date().toISOString())),
    keep: withChoice,
    refused: 'Your choice was not saved',
  });
  const remove = useChange(sessionId, {
    send: () => api.delete<void>(`${at(sessionId)}/choice`),
    expect: (meeting, _: void) => withChoice(meeting, null),
    keep: (meeting) => withChoice(meeting, null),
    refused: 'Your choice was not taken back',
  });
  return { put, remove };
}

export function useOutcome(sessionId: string) {
  const put = useChange(sessionId, {
    send: (body: PutOutcome) => api.put<Choice>(`${at(sessionId)}/outcome`, body),
    expect: (meeting, body) => {
      const now = new Date().toISOString();
      const { choice } = meeting;
      const recorded_at = choice?.outcome?.recorded_at ?? now;
      return withChoice(meeting, choice && { ...choice, outcome: { ...body, recorded_at, updated_at: now } });
    },
    keep: withChoice,
    refused: 'The outcome was not saved',
  });
  const without = (meeting: SessionDetail) =>
    withChoice(meeting, meeting.choice && { ...meeting.choice, outcome: null });
  const remove = useChange(sessionId, {
    send: () => api.delete<void>(`${at(sessionId)}/outcome`),
    expect: (meeting, _: void) => without(meeting),
    keep: without,
    refused: 'The outcome was not taken back',
  });
  return { put, remove };
}

export function useAction(sessionId: string) {
  const change = (meeting: SessionDetail, id: string, fields: Partial<TrackedAction>): SessionDetail => ({
    ...meeting,
    actions: meeting.actions.map((action) => (action.id === id ? { ...action, ...fields } : action)),
  });
  return useChange(sessionId, {
    send: ({ id, ...body }: UpdateAction & { id: string }) =>
      api.patch<TrackedAction>(`${at(sessionId)}/actions/${encodeURIComponent(id)}`, body),
    expect: (meeting, { id, ...body }) => change(meeting, id, body),
    keep: (meeting, action) => change(meeting, action.id, action),
    refused: 'The action was not changed',
  });
}

/** Adds an action; a try that is repeated after a failure cannot make a second one. */
export function useAddAction(sessionId: string) {
  const last = useRef({ shape: '', key: '' });
  return useChange(sessionId, {
    send: (body: CreateAction) => {
      const shape = JSON.stringify(body);
      if (last.current.shape !== shape) last.current = { shape, key: crypto.randomUUID() };
      return api.post<TrackedAction>(`${at(sessionId)}/actions`, body, { 'idempotency-key': last.current.key });
    },
    // It has no id before the server has it, and nothing can be done with it without one.
    expect: (meeting) => meeting,
    keep: (meeting, action) => {
      last.current = { shape: '', key: '' };
      return { ...meeting, actions: [...meeting.actions.filter(({ id }) => id !== action.id), action] };
    },
    refused: 'The action was not added',
  });
}

/** Removes an action that the person added. */
export function useRemoveAction(sessionId: string) {
  const without = (meeting: SessionDetail, gone: string): SessionDetail => ({
    ...meeting,
    actions: meeting.actions.filter(({ id }) => id !== gone),
  });
  return useChange(sessionId, {
    send: async (id: string) => {
      await api.delete<void>(`${at(sessionId)}/actions/${encodeURIComponent(id)}`);
      return id;
    },
    expect: without,
    keep: without,
    refused: 'The action was not removed',
  });
}
