import type { Metadata } from 'next';
import { AdminsOnly } from '#features/admin/admins-only.tsx';
import { ExpertPage } from '#features/experts/expert-page.tsx';
import { Page } from '#features/frame/page.tsx';

export const metadata: Metadata = { title: 'Expert' };

export default async function ExpertRoute({ params }: { params: Promise<{ code: string }> }) {
  const { code } = await params;
  return (
    <Page
      width="reading"
      title="Expert"
      trail={[
        { label: 'Administration', path: '/admin' },
        { label: 'Experts', path: '/admin/experts' },
        { label: code },
      ]}
    >
      <AdminsOnly>
        <ExpertPage code={code} />
      </AdminsOnly>
    </Page>
  );
}
