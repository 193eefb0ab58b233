'use client';
import { useMutation } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { safeReturnPath } from '#http/return-path.ts';
import { explainAuth } from './auth-errors.ts';
import { signUp } from './use-account.ts';

export function SignUpForm() {
  const next = safeReturnPath(useSearchParams().get('next'));
  const [account, setAccount] = useState({ name: '', email: '', password: '' });
  const entry = useMutation({ mutationFn: signUp, onSuccess: () => window.location.assign(next) });
  const busy = entry.isPending || entry.isSuccess;
  const type = (field: keyof typeof account) => ({
    name: field,
    required: true,
    value: account[field],
    onChange: (event: { target: { value: string } }) => setAccount({ ...account, [field]: event.target.value }),
  });
  return (
    <form
      method="post"
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) entry.mutate({ ...account, name: account.name.trim(), email: account.email.trim() });
      }}
    >
      {entry.isError && (
        <Notice tone="danger" urgent title="The account was not created">
          {explainAuth(entry.error)}
        </Notice>
      )}
      <Field label="Name" hint="The board addresses you by it.">
        {(control) => <Input {...control} {...type('name')} autoComplete="name" maxLength={100} />}
      </Field>
      <Field label="E-mail">
        {(control) => <Input {...control} {...type('email')} type="email" autoComplete="email" />}
      </Field>
      <Field label="Password" hint="At least 8 characters.">
        {(control) => (
          <Input
            {...control}
            {...type('password')}
            type="password"
            autoComplete="new-password"
            minLength={8}
            maxLength={128}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" size="lg" busy={busy} className="mt-1 w-full">
        Create account
      </Button>
    </form>
  );
}
