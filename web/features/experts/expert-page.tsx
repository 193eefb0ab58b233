'use client';
import type { Expert } from '@bo1/contracts/experts/schema';
import { Archive, ArchiveRestore } from 'lucide-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Loading, Skeleton } from '#components/ui/skeleton.tsx';
import { explain, RequestError } from '#http/request.ts';
import { ChangedMeanwhile } from './changed-meanwhile.tsx';
import { ExpertForm } from './expert-form.tsx';
import { Unsaved } from './unsaved.tsx';
import { useChangeExpert, useExpert, useOffering } from './use-catalogue.ts';
import { useExpertDraft } from './use-expert-draft.ts';

const Confirm = dynamic(() => import('#components/ui/confirm.tsx'), { ssr: false });

/** Retiring asks first and says what becomes of meetings; offering again needs no question. */
function Offering({ expert }: { expert: Expert }) {
  const [asking, setAsking] = useState(false);
  const offering = useOffering(expert);
  const problem = offering.isError ? explain(offering.error) : null;
  if (expert.state === 'retired')
    return (
      <>
        <Button size="lg" busy={offering.isPending} onClick={() => offering.mutate('restore')}>
          <ArchiveRestore aria-hidden />
          Offer again
        </Button>
        {problem && (
          <p role="alert" className="text-sm font-medium text-danger">
            {problem}
          </p>
        )}
      </>
    );
  return (
    <>
      <Button size="lg" variant="danger-ghost" onClick={() => setAsking(true)}>
        <Archive aria-hidden />
        Retire
      </Button>
      {asking && (
        <Confirm
          open
          onOpenChange={(open) => {
            setAsking(open);
            offering.reset();
          }}
          title={`Retire ${expert.name}?`}
          confirm="Retire"
          cancel="Keep"
          busy={offering.isPending}
          error={problem}
          onConfirm={() => offering.mutate('retire', { onSuccess: () => setAsking(false) })}
        >
          <p>
            No new meeting will be offered this expert. Meetings that have them keep them, and you can take this back.
          </p>
        </Confirm>
      )}
    </>
  );
}

function Editor({ expert }: { expert: Expert }) {
  const typed = useExpertDraft(expert);
  const change = useChangeExpert(expert, typed.saved);
  const settle = (how: () => void) => () => {
    how();
    change.reset();
  };
  // What was just saved is the newest in a moment.
  const clash = typed.theirs.length > 0 && !change.isPending;
  return (
    <>
      {expert.state === 'retired' && (
        <Notice tone="neutral" className="mb-4" title="Retired">
          No new meeting is offered this expert. Earlier meetings show them as they were.
        </Notice>
      )}
      {clash && (
        <ChangedMeanwhile
          expert={expert}
          fields={typed.theirs}
          onLoad={settle(typed.load)}
          onKeep={settle(typed.keepMine)}
        />
      )}
      <ExpertForm
        draft={typed.draft}
        onChange={typed.type}
        existing
        busy={change.isPending}
        blocked={clash}
        error={clash ? null : change.error}
        save="Save"
        onSave={({ code: _, ...profile }) => change.mutate(profile)}
      >
        <Offering expert={expert} />
        {typed.unsaved && <Unsaved found={typed.found} onDiscard={typed.discard} what="changes" />}
      </ExpertForm>
      <p className="mt-4 text-xs text-muted">
        {expert.by_hand
          ? 'Changed by hand: new releases of the catalogue leave this expert as they are.'
          : 'As the catalogue has them. Once you save a change, new releases of it leave this expert alone.'}{' '}
        Meetings that have convened them keep what they had.
      </p>
    </>
  );
}

/** One expert, to be changed or retired. */
export function ExpertPage({ code }: { code: string }) {
  const { data, error, refetch } = useExpert(code);
  if (data) return <Editor expert={data} />;
  if (error)
    return (
      <Notice
        tone="danger"
        urgent
        title="The expert could not be loaded"
        action={
          error instanceof RequestError && error.status < 500 && error.status > 0 ? (
            <Button asChild>
              <Link href="/admin/experts">Go to the catalogue</Link>
            </Button>
          ) : (
            <Button onClick={() => void refetch()}>Try again</Button>
          )
        }
      >
        {explain(error)}
      </Notice>
    );
  return (
    <Loading label="Loading the expert" className="grid gap-4">
      <Skeleton className="h-96 w-full" />
      <Skeleton className="h-10 w-40" />
    </Loading>
  );
}
