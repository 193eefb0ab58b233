'use client';
import type { BusinessProfile } from '@bo1/contracts/context/schema';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Panel } from '#components/ui/card.tsx';
import { Field, Textarea } from '#components/ui/field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Loading, Skeleton } from '#components/ui/skeleton.tsx';
import { notify } from '#features/notify/notify.tsx';
import { api, explain } from '#http/request.ts';

const EMPTY: BusinessProfile = {
  company: '',
  industry: '',
  stage: '',
  team: '',
  market: '',
  goals: '',
  constraints: '',
};
const FIELDS: { name: keyof BusinessProfile; label: string; placeholder: string; wide?: boolean }[] = [
  { name: 'company', label: 'Company', placeholder: 'What you do, in a sentence', wide: true },
  { name: 'industry', label: 'Industry', placeholder: 'For example specialty coffee' },
  { name: 'stage', label: 'Stage', placeholder: 'For example profitable, three years old' },
  { name: 'team', label: 'Team', placeholder: 'How many, doing what' },
  { name: 'market', label: 'Market', placeholder: 'Who buys, and where' },
  { name: 'goals', label: 'Goals', placeholder: 'What you want to reach, by when', wide: true },
  { name: 'constraints', label: 'Constraints', placeholder: 'What cannot change: money, people, law', wide: true },
];
const KEY = ['context', 'profile'];
const LONGEST = 2_000;

function Editor({ kept }: { kept: BusinessProfile }) {
  const client = useQueryClient();
  const [profile, setProfile] = useState(kept);
  const keep = (saved: BusinessProfile) => {
    client.setQueryData(KEY, saved);
    setProfile(saved);
  };
  const save = useMutation({
    mutationFn: (next: BusinessProfile) => api.put<BusinessProfile>('/context/profile', next),
    onSuccess: (saved, sent) => {
      keep(saved ?? sent);
      notify('Business profile saved', { tone: 'success' });
    },
  });
  const remove = useMutation({
    mutationFn: () => api.delete('/context/profile'),
    onSuccess: () => {
      const before = kept;
      keep(EMPTY);
      notify('Business profile deleted', {
        duration: 10_000,
        action: { label: 'Undo', onClick: () => save.mutate(before) },
      });
    },
    onError: (error) => notify('The profile was not deleted', { tone: 'error', detail: explain(error) }),
  });
  const changed = FIELDS.some(({ name }) => profile[name] !== kept[name]);
  const empty = FIELDS.every(({ name }) => !kept[name]);
  return (
    <form
      method="post"
      className="grid gap-4 sm:grid-cols-2"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(Object.fromEntries(FIELDS.map(({ name }) => [name, profile[name].trim()])) as BusinessProfile);
      }}
    >
      {FIELDS.map(({ name, label, placeholder, wide }) => (
        <Field key={name} label={label} className={wide ? 'sm:col-span-2' : ''}>
          {(control) => (
            <Textarea
              {...control}
              name={name}
              rows={1}
              className="min-h-10"
              maxLength={LONGEST}
              placeholder={placeholder}
              value={profile[name]}
              onChange={(event) => setProfile({ ...profile, [name]: event.target.value })}
            />
          )}
        </Field>
      ))}
      {save.isError && (
        <Notice tone="danger" urgent title="The profile was not saved" className="sm:col-span-2">
          {explain(save.error)} What you typed is still here.
        </Notice>
      )}
      <div className="flex flex-wrap items-center gap-2 sm:col-span-2">
        <Button type="submit" variant="primary" disabled={!changed} busy={save.isPending}>
          Save profile
        </Button>
        {!empty && (
          <Button variant="danger-ghost" busy={remove.isPending} onClick={() => remove.mutate()}>
            Delete profile
          </Button>
        )}
      </div>
    </form>
  );
}

/** What the board should always know of the business. Empty fields are left out. */
export function ProfileEditor() {
  const profile = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => api.get<BusinessProfile | null>('/context/profile', signal),
  });
  return (
    <Panel title="Business profile" hint="Every meeting reads it. Empty fields are left out.">
      {profile.isPending && (
        <Loading label="Loading the profile" className="grid gap-3">
          <Skeleton className="h-10 w-full" />
          <Skeleton className="h-10 w-full" />
        </Loading>
      )}
      {profile.isError && (
        <Notice
          tone="danger"
          title="The profile could not be loaded"
          action={<Button onClick={() => void profile.refetch()}>Try again</Button>}
        >
          {explain(profile.error)}
        </Notice>
      )}
      {profile.isSuccess && <Editor kept={{ ...EMPTY, ...profile.data }} />}
    </Panel>
  );
}
