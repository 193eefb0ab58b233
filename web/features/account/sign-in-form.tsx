'use client';
import { useMutation } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { safeReturnPath } from '#http/return-path.ts';
import { explainAuth } from './auth-errors.ts';
import { signIn, useMeta } from './use-account.ts';

export function SignInForm() {
  const next = safeReturnPath(useSearchParams().get('next'));
  const { data: meta } = useMeta();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const entry = useMutation({ mutationFn: signIn, onSuccess: () => window.location.assign(next) });
  const busy = entry.isPending || entry.isSuccess;
  return (
    <form
      method="post"
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) entry.mutate({ email: email.trim(), password });
      }}
    >
      {entry.isError && (
        <Notice tone="danger" urgent title="You are not signed in">
          {explainAuth(entry.error)}
        </Notice>
      )}
      <Field label="E-mail">
        {(control) => (
          <Input
            {...control}
            type="email"
            name="email"
            autoComplete="email"
            required
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        )}
      </Field>
      <Field label="Password">
        {(control) => (
          <Input
            {...control}
            type="password"
            name="password"
            autoComplete="current-password"
            required
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" size="lg" busy={busy} className="mt-1 w-full">
        Sign in
      </Button>
      {meta?.demo && (
        <div className="rounded-lg border border-border bg-sunken p-4">
          <p className="text-sm font-medium">Trying it out?</p>
          <p className="mt-0.5 mb-3 text-xs text-muted">
            This stack runs on your machine and comes with a demo account, {meta.demo.email}.
          </p>
          <Button className="w-full" busy={busy} onClick={() => meta.demo && entry.mutate(meta.demo)}>
            Use the demo account
          </Button>
        </div>
      )}
    </form>
  );
}
