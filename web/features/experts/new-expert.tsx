'use client';
import { useRouter } from 'next/navigation';
import { useDraft } from '#features/drafts/use-draft.ts';
import { notify } from '#features/notify/notify.tsx';
import { emptyDraft, type ExpertDraft } from './expert-draft.ts';
import { ExpertForm } from './expert-form.tsx';
import { Unsaved } from './unsaved.tsx';
import { useAddExpert } from './use-catalogue.ts';

const EMPTY = emptyDraft();

/** Somebody new for the catalogue. What is typed stays on this device until they are added. */
export function NewExpert() {
  const router = useRouter();
  const { value: draft, change, clear, found } = useDraft<ExpertDraft>('bo1:new-expert', EMPTY);
  const add = useAddExpert(({ name }) => {
    clear();
    notify(`${name} was added`, { tone: 'success', detail: 'New meetings may choose them from now on.' });
    router.push('/admin/experts');
  });
  const discard = () => {
    clear();
    notify('Draft discarded', { duration: 10_000, action: { label: 'Undo', onClick: () => change(draft) } });
  };
  return (
    <ExpertForm
      draft={draft}
      onChange={change}
      existing={false}
      busy={add.isPending || add.isSuccess}
      error={add.error}
      save="Add expert"
      onSave={(body) => add.mutate(body)}
    >
      {draft !== EMPTY && <Unsaved found={found} onDiscard={discard} what="draft" />}
    </ExpertForm>
  );
}
