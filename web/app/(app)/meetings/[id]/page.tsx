import type { Metadata } from 'next';
import { Suspense } from 'react';
import { MeetingPage } from '#features/meeting/meeting-page.tsx';

export const metadata: Metadata = { title: 'Meeting' };

export default async function MeetingRoute({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return (
    <Suspense>
      <MeetingPage sessionId={id} />
    </Suspense>
  );
}
