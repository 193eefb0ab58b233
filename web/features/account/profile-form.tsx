'use client';
import type { Me } from '@bo1/contracts/account/schema';
import { LogOut } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Panel } from '#components/ui/card.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Loading, Skeleton } from '#components/ui/skeleton.tsx';
import { notify } from '#features/notify/notify.tsx';
import { explain } from '#http/request.ts';
import { signOut, useMe, useUpdateMe } from './use-account.ts';

const MEMBERSHIP = { free: 'Free', starter: 'Starter', pro: 'Pro', enterprise: 'Enterprise' } as const;

function NameForm({ me }: { me: Me }) {
  const [name, setName] = useState(me.name);
  const update = useUpdateMe();
  const changed = name.trim() !== me.name;
  return (
    <form
      method="post"
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        if (changed)
          update.mutate({ name: name.trim() }, { onSuccess: () => notify('Name saved', { tone: 'success' }) });
      }}
    >
      <Field
        label="Name"
        hint="The board addresses you by it."
        error={update.isError ? `Not saved. ${explain(update.error)}` : null}
      >
        {(control) => (
          <div className="flex gap-2">
            <Input
              {...control}
              name="name"
              autoComplete="name"
              required
              maxLength={100}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
            <Button type="submit" className="h-9" disabled={!changed || !name.trim()} busy={update.isPending}>
              Save
            </Button>
          </div>
        )}
      </Field>
      <dl className="grid gap-3 text-sm sm:grid-cols-2">
        <div>
          <dt className="text-xs text-muted">E-mail</dt>
          <dd className="wrap-anywhere">{me.email}</dd>
        </div>
        <div>
          <dt className="text-xs text-muted">Plan</dt>
          <dd>{MEMBERSHIP[me.tier]}</dd>
        </div>
      </dl>
    </form>
  );
}

/** Who the person is here, and the way out. */
export function ProfileForm() {
  const me = useMe();
  return (
    <Panel
      title="Profile"
      aside={
        <Button
          size="sm"
          onClick={() =>
            void signOut().catch((error) =>
              notify('You are still signed in', { tone: 'error', detail: explain(error) }),
            )
          }
        >
          <LogOut aria-hidden />
          Sign out
        </Button>
      }
    >
      {me.isPending && (
        <Loading label="Loading your profile">
          <Skeleton className="h-9 w-full" />
        </Loading>
      )}
      {me.isError && (
        <Notice
          tone="danger"
          title="Your profile could not be loaded"
          action={<Button onClick={() => void me.refetch()}>Try again</Button>}
        >
          {explain(me.error)}
        </Notice>
      )}
      {me.data && <NameForm key={me.data.id} me={me.data} />}
    </Panel>
  );
}
