'use client';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { notify } from '#features/notify/notify.tsx';
import { emptyDraft } from './expert-draft.ts';
import { ExpertForm } from './expert-form.tsx';
import { useAddExpert } from './use-catalogue.ts';

/** Somebody new for the catalogue. */
export function NewExpert() {
  const router = useRouter();
  const [first] = useState(emptyDraft);
  const add = useAddExpert(({ name }) => {
    notify(`${name} was added`, { tone: 'success', detail: 'New meetings may choose them from now on.' });
    router.push('/admin/experts');
  });
  return (
    <ExpertForm
      first={first}
      existing={false}
      busy={add.isPending || add.isSuccess}
      error={add.error}
      save="Add expert"
      onSave={(body) => add.mutate(body)}
    />
  );
}
