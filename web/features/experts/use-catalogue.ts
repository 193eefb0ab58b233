'use client';
import type { CreateExpert, Expert, ExpertList, OfferedExpertList, PutExpert } from '@bo1/contracts/experts/schema';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { notify } from '#features/notify/notify.tsx';
import { api, explain } from '#http/request.ts';
import { useRequestKey } from '#http/use-request-key.ts';

const CATALOGUE = ['admin', 'experts'];
const UNDO_MS = 10_000;
const at = (code: string) => `/admin/experts/${encodeURIComponent(code)}`;

/** Whom a board may be chosen from, for everybody; asked for when somebody wants to choose. */
export const useOffered = (wanted: boolean) =>
  useQuery({
    queryKey: ['experts'],
    enabled: wanted,
    staleTime: 60_000,
    queryFn: ({ signal }) => api.get<OfferedExpertList>('/experts', signal),
  });

/** The whole catalogue, retired experts included: it is bounded, so pages search it by themselves. */
export const useCatalogue = () =>
  useQuery({ queryKey: CATALOGUE, queryFn: ({ signal }) => api.get<ExpertList>('/admin/experts', signal) });

export const useExpert = (code: string) =>
  useQuery({ queryKey: [...CATALOGUE, code], queryFn: ({ signal }) => api.get<Expert>(at(code), signal) });

/** Keeps what the server answered, and has lists ask again. */
function useKeep() {
  const client = useQueryClient();
  return (kept: Expert) => {
    client.setQueryData([...CATALOGUE, kept.code], kept);
    void client.invalidateQueries({ queryKey: CATALOGUE, exact: true });
    void client.invalidateQueries({ queryKey: ['experts'] });
    return kept;
  };
}

/** The body that can be put back. */
export const profileOf = ({
  name,
  archetype,
  category,
  expertise,
  traits,
  style,
  system_prompt,
  colour,
}: Expert): PutExpert => ({
  name,
  archetype,
  category,
  expertise,
  traits,
  style,
  system_prompt,
  colour,
});

/** Adds an expert once, however often the same is sent. */
export function useAddExpert(onAdded: (added: Expert) => void) {
  const keep = useKeep();
  const key = useRequestKey();
  return useMutation({
    mutationFn: (body: CreateExpert) => api.post<Expert>('/admin/experts', body, { 'idempotency-key': key.of(body) }),
    onSuccess: (added) => onAdded(keep(added)),
  });
}

/** Changes an expert, with a way back to what was there. */
export function useChangeExpert(before: Expert) {
  const keep = useKeep();
  const put = (body: PutExpert) => api.put<Expert>(at(before.code), body).then(keep);
  const undo = () =>
    put(profileOf(before)).then(
      () => notify(`${before.name} is as before`, { tone: 'success' }),
      (error) => notify('The change was not taken back', { tone: 'error', detail: explain(error) }),
    );
  return useMutation({
    mutationFn: put,
    onSuccess: ({ name }) =>
      notify(`${name} saved`, {
        tone: 'success',
        duration: UNDO_MS,
        action: { label: 'Undo', onClick: () => void undo() },
      }),
  });
}

/** Retires or restores an expert; either can be taken back. */
export function useOffering({ code, name }: Expert) {
  const keep = useKeep();
  const act = (what: 'retire' | 'restore') => api.post<Expert>(`${at(code)}/${what}`).then(keep);
  const tell = (what: 'retire' | 'restore') => {
    const other = what === 'retire' ? 'restore' : 'retire';
    const undo = () =>
      act(other).then(
        () => notify(what === 'retire' ? `${name} is offered again` : `${name} is retired again`),
        (error) => notify('This was not taken back', { tone: 'error', detail: explain(error) }),
      );
    notify(what === 'retire' ? `${name} is retired` : `${name} is offered again`, {
      duration: UNDO_MS,
      action: { label: 'Undo', onClick: () => void undo() },
    });
  };
  return useMutation({ mutationFn: act, onSuccess: (_kept, what) => tell(what) });
}
