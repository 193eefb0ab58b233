import type { Metadata } from 'next';
import { Suspense } from 'react';
import { AuthCard } from '#features/account/auth-card.tsx';
import { OtherEntry } from '#features/account/other-entry.tsx';
import { SignUpForm } from '#features/account/sign-up-form.tsx';

export const metadata: Metadata = { title: 'Create your account' };

export default function SignUpPage() {
  return (
    <AuthCard
      title="Create your account"
      lead="A board for your decisions, in a minute."
      footer={
        <Suspense>
          <OtherEntry here="sign-up" />
        </Suspense>
      }
    >
      <Suspense>
        <SignUpForm />
      </Suspense>
    </AuthCard>
  );
}
