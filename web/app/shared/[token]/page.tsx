import type { Metadata } from 'next';
import { SharedPage } from '#features/record/shared-page.tsx';

export const metadata: Metadata = {
  title: 'Shared decision record',
  description: 'A decision record that somebody shared with you.',
  referrer: 'no-referrer',
  robots: { index: false, follow: false },
};

export default async function Page({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  return <SharedPage token={token} />;
}
