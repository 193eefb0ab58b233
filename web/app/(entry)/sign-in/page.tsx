import type { Metadata } from 'next';
import { Suspense } from 'react';
import { AuthCard } from '#features/account/auth-card.tsx';
import { OtherEntry } from '#features/account/other-entry.tsx';
import { SignInForm } from '#features/account/sign-in-form.tsx';

export const metadata: Metadata = { title: 'Sign in' };

export default function SignInPage() {
  return (
    <AuthCard
      title="Sign in"
      lead="Bring a decision to your board."
      footer={
        <Suspense>
          <OtherEntry here="sign-in" />
        </Suspense>
      }
    >
      <Suspense>
        <SignInForm />
      </Suspense>
    </AuthCard>
  );
}
