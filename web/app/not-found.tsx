import type { Metadata } from 'next';
import Link from 'next/link';
import { Button } from '#components/ui/button.tsx';
import { Mark } from '#features/frame/mark.tsx';

export const metadata: Metadata = { title: 'No such page' };

export default function NotFound() {
  return (
    <main id="main" className="flex min-h-dvh flex-col items-center justify-center px-6 text-center">
      <Mark className="mb-6 size-10" />
      <h1 className="text-xl font-semibold">There is no such page</h1>
      <p className="mt-1.5 max-w-sm text-sm text-muted text-pretty">
        The address may be incomplete, or the page has moved. Your meetings are where they were.
      </p>
      <Button variant="primary" className="mt-6" asChild>
        <Link href="/meetings">Go to your meetings</Link>
      </Button>
    </main>
  );
}
