'use client';
import type { Share } from '@bo1/contracts/record/schema';
import { SHARE_DAYS, type ShareDays } from '@bo1/contracts/record/values';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import Confirm from '#components/ui/confirm.tsx';
import { Sheet } from '#components/ui/dialog.tsx';
import { Field, NativeSelect } from '#components/ui/field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Loading, Skeleton } from '#components/ui/skeleton.tsx';
import { SwitchRow } from '#components/ui/switch.tsx';
import { useDates } from '#features/time/locale.tsx';
import { explain } from '#http/request.ts';
import { ShareRow } from './share-row.tsx';
import { useCreateShare, useRevokeShare, useShares } from './use-shares.ts';

export interface SharePanelProps {
  sessionId: string;
  hasChoice: boolean;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Links to the record for people without an account: make, copy, revoke. */
export default function SharePanel({ sessionId, hasChoice, open, onOpenChange }: SharePanelProps) {
  const shares = useShares(sessionId);
  const revoke = useRevokeShare(sessionId);
  const [asked, setAsked] = useState<Share | null>(null);
  const { exact } = useDates();
  return (
    <Sheet title="Share this record" open={open} onOpenChange={onOpenChange}>
      <p className="text-sm text-muted">
        Whoever has a link can read the decision and its actions without signing in. Your name, the meeting and your own
        description of the problem stay with you.
      </p>
      <NewShare sessionId={sessionId} hasChoice={hasChoice} />
      <h3 className="mt-6 mb-2 text-sm font-semibold">Links</h3>
      {shares.isPending && (
        <Loading label="Loading links">
          <Skeleton className="h-14 w-full" />
        </Loading>
      )}
      {shares.isError && (
        <Notice
          tone="danger"
          title="The links could not be loaded"
          action={<Button onClick={() => void shares.refetch()}>Try again</Button>}
        >
          {explain(shares.error)}
        </Notice>
      )}
      {shares.data?.shares.length === 0 && <p className="text-sm text-muted">No links yet.</p>}
      <ul className="divide-y divide-border">
        {shares.data?.shares.map((one) => (
          <ShareRow key={one.id} share={one} onRevoke={() => setAsked(one)} />
        ))}
      </ul>
      <Confirm
        open={asked !== null}
        onOpenChange={(stays) => {
          if (stays) return;
          setAsked(null);
          revoke.reset();
        }}
        title="Revoke this link?"
        confirm="Revoke"
        cancel="Keep it"
        busy={revoke.isPending}
        error={revoke.isError ? explain(revoke.error) : null}
        onConfirm={() => asked && revoke.mutate(asked, { onSuccess: () => setAsked(null) })}
      >
        <p>
          The link made {asked && exact(asked.created_at)} shows nothing from now on. This cannot be undone; you can
          make another link at any time.
        </p>
      </Confirm>
    </Sheet>
  );
}

function NewShare({ sessionId, hasChoice }: { sessionId: string; hasChoice: boolean }) {
  const create = useCreateShare(sessionId);
  const [days, setDays] = useState<ShareDays>(30);
  const [showsChoice, setShowsChoice] = useState(false);
  return (
    <form
      className="mt-4 grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate({ expires_in_days: days, shows_choice: hasChoice && showsChoice });
      }}
    >
      <Field label="Works for">
        {(control) => (
          <NativeSelect
            {...control}
            value={days}
            onChange={(event) => setDays(Number(event.target.value) as ShareDays)}
          >
            {SHARE_DAYS.map((one) => (
              <option key={one} value={one}>
                {one} days
              </option>
            ))}
          </NativeSelect>
        )}
      </Field>
      {hasChoice && (
        <SwitchRow
          label="Show my choice"
          hint="With your notes, and how it turned out."
          checked={showsChoice}
          onCheckedChange={setShowsChoice}
        />
      )}
      {create.isError && (
        <p role="alert" className="text-sm font-medium text-danger">
          No link was made. {explain(create.error)}
        </p>
      )}
      <Button type="submit" variant="primary" busy={create.isPending}>
        Make a link
      </Button>
    </form>
  );
}
