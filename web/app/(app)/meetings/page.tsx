import { Plus } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { Suspense } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Page } from '#features/frame/page.tsx';
import { MeetingsList, MeetingsSkeleton } from '#features/meetings/meetings-list.tsx';

export const metadata: Metadata = { title: 'Meetings' };

export default function MeetingsPage() {
  return (
    <Page
      title="Meetings"
      lead="Every decision you brought to the board, with what came of it."
      actions={
        <Button variant="primary" asChild>
          <Link href="/meetings/new">
            <Plus aria-hidden />
            New meeting
          </Link>
        </Button>
      }
    >
      <Suspense fallback={<MeetingsSkeleton />}>
        <MeetingsList />
      </Suspense>
    </Page>
  );
}
