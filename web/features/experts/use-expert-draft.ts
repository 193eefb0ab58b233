'use client';
import type { Expert } from '@bo1/contracts/experts/schema';
import { useMemo } from 'react';
import { useDraft } from '#features/drafts/use-draft.ts';
import { notify } from '#features/notify/notify.tsx';
import { changedIn, draftOf, type ExpertDraft } from './expert-draft.ts';

interface Kept {
  /** The expert as they were when the person began to type; null while nothing is typed. */
  base: ExpertDraft | null;
  typed: ExpertDraft | null;
}
const NOTHING: Kept = { base: null, typed: null };
const UNDO_MS = 10_000;

/** What is typed over an expert, kept on this device until it is saved or discarded, and what others saved since. */
export function useExpertDraft(expert: Expert) {
  const latest = useMemo(() => draftOf(expert), [expert]);
  const { value, change, clear, found } = useDraft<Kept>(`bo1:expert:${expert.code}`, NOTHING);
  const { base, typed } = value;
  const theirs = base ? changedIn(base, latest) : [];
  const leave = (said: string) => {
    clear();
    notify(said, { duration: UNDO_MS, action: { label: 'Undo', onClick: () => change(value) } });
  };
  return {
    draft: typed ?? latest,
    unsaved: typed !== null,
    /** It was typed before the page was opened. */
    found,
    /** Fields that somebody else has saved since. */
    theirs,
    type(part: Partial<ExpertDraft>) {
      const next = { ...(typed ?? latest), ...part };
      if (theirs.length === 0 && changedIn(latest, next).length === 0) clear();
      else change({ base: base ?? latest, typed: next });
    },
    saved: clear,
    discard: () => leave('Changes discarded'),
    load: () => leave('The newer one is loaded'),
    /** The next save replaces what somebody else saved. */
    keepMine: () => change({ base: latest }),
  };
}
