'use client';
import Link from 'next/link';
import { Button } from '#components/ui/button.tsx';

/** A page that could not be drawn. Meetings do not depend on pages. It comes with every route: it draws on little. */
export default function PageError({ reset }: { error: Error; reset: () => void }) {
  return (
    <div className="mx-auto w-full max-w-3xl px-5 py-7 md:px-8 md:py-9">
      <h1 className="mb-6 text-xl font-semibold">This page could not be shown</h1>
      <div role="alert" className="rounded-lg border border-danger/25 bg-danger-soft px-4 py-3 text-sm">
        <p className="font-medium">Something in this page failed</p>
        <p className="mt-0.5 text-muted">
          Your meetings go on by themselves, and what you typed is kept on this device.
        </p>
        <div className="mt-2.5 flex flex-wrap gap-2">
          <Button variant="primary" onClick={reset}>
            Try again
          </Button>
          <Button asChild>
            <Link href="/meetings">Go to your meetings</Link>
          </Button>
        </div>
      </div>
    </div>
  );
}
