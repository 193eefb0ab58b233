'use client';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';

const WORDS = {
  'sign-in': { ask: 'New here?', label: 'Create an account', path: '/sign-up' },
  'sign-up': { ask: 'Have an account?', label: 'Sign in', path: '/sign-in' },
} as const;

/** The way from signing in to signing up and back; it takes the return path along. */
export function OtherEntry({ here }: { here: keyof typeof WORDS }) {
  const next = useSearchParams().get('next');
  const { ask, label, path } = WORDS[here];
  return (
    <>
      {ask}{' '}
      <Link
        className="font-medium text-primary underline underline-offset-4"
        href={next ? `${path}?next=${encodeURIComponent(next)}` : path}
      >
        {label}
      </Link>
    </>
  );
}
