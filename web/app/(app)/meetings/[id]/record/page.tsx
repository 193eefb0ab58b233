import type { Metadata } from 'next';
import { RecordPage } from '#features/record/record-page.tsx';

export const metadata: Metadata = { title: 'Decision record' };

export default async function RecordRoute({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <RecordPage sessionId={id} />;
}
