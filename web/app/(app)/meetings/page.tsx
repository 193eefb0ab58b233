import type { Metadata } from 'next';
import { Suspense } from 'react';
import { Page } from '#features/frame/page.tsx';
import { MeetingsList, MeetingsSkeleton } from '#features/meetings/meetings-list.tsx';

export const metadata: Metadata = { title: 'Meetings' };

export default function MeetingsPage() {
  return (
    <Page title="Meetings" lead="Every decision you brought to the board, with what came of it.">
      <Suspense fallback={<MeetingsSkeleton />}>
        <MeetingsList />
      </Suspense>
    </Page>
  );
}
