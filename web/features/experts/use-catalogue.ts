'use client';
import type { CreateExpert, Expert, ExpertList, ExpertProfile, OfferedExpertList } from '@bo1/contracts/experts/schema';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { notify } from '#features/notify/notify.tsx';
import { api, explain, RequestError } from '#http/request.ts';
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
}: Expert): ExpertProfile => ({
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

/** Changes an expert, with a way back to what was there. What somebody else has saved meanwhile is read, not replaced. */
export function useChangeExpert(before: Expert, onChanged: () => void) {
  const client = useQueryClient();
  const keep = useKeep();
  const put = (profile: ExpertProfile, read: Expert) =>
    api.put<Expert>(at(before.code), { ...profile, updated_at: read.updated_at });
  const undo = (changed: Expert) =>
    put(profileOf(before), changed)
      .then(keep)
      .then(
        () => notify(`${before.name} is as before`, { tone: 'success' }),
        (error) => notify('The change was not taken back', { tone: 'error', detail: explain(error) }),
      );
  return useMutation({
    mutationFn: (profile: ExpertProfile) => put(profile, before),
    onSuccess: (changed) => {
      keep(changed);
      onChanged();
      notify(`${changed.name} saved`, {
        tone: 'success',
        duration: UNDO_MS,
        action: { label: 'Undo', onClick: () => void undo(changed) },
      });
    },
    onError: (error) =>
      error instanceof RequestError && error.code === 'changed_meanwhile'
        ? client.invalidateQueries({ queryKey: [...CATALOGUE, before.code] })
        : undefined,
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
