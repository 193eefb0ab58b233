import type { Metadata } from 'next';
import { buttonVariants } from '#components/ui/button-look.ts';
import { Mark } from '#features/frame/mark.tsx';

export const metadata: Metadata = { title: 'No such page' };

/** Its scripts would come with every route that names a meeting, a person or a link: it needs none. */
export default function NotFound() {
  return (
    <main id="main" className="flex min-h-dvh flex-col items-center justify-center px-6 text-center">
      <Mark className="mb-6 size-10" />
      <h1 className="text-xl font-semibold">There is no such page</h1>
      <p className="mt-1.5 max-w-sm text-sm text-muted text-pretty">
        The address may be incomplete, or the page has moved. Your meetings are where they were.
      </p>
      <a href="/meetings" className={`${buttonVariants({ variant: 'primary' })} mt-6`}>
        Go to your meetings
      </a>
    </main>
  );
}
