import type { Expert } from '@bo1/contracts/experts/schema';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { TimeAgo } from '#features/time/time-ago.tsx';
import { FIELD_WORDS, type ExpertDraft } from './expert-draft.ts';

interface ChangedMeanwhileProps {
  expert: Expert;
  /** What is other than when the person began to type. */
  fields: (keyof ExpertDraft)[];
  onLoad: () => void;
  onKeep: () => void;
}

/** Somebody else saved while this person was typing: neither loses their words unseen. */
export function ChangedMeanwhile({ expert, fields, onLoad, onKeep }: ChangedMeanwhileProps) {
  return (
    <Notice
      tone="warning"
      urgent
      className="mb-4"
      title="Changed by somebody else meanwhile"
      action={
        <>
          <Button onClick={onLoad}>Load the newer one</Button>
          <Button variant="ghost" onClick={onKeep}>
            Keep mine
          </Button>
        </>
      }
    >
      {expert.name} was saved <TimeAgo at={expert.updated_at} />. Changed:{' '}
      {fields.map((field) => FIELD_WORDS[field]).join(', ')}. What you typed is still here, and not saved. Keep yours,
      and your next save replaces theirs.
    </Notice>
  );
}
