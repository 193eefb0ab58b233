import type { Metadata } from 'next';
import { AdminsOnly } from '#features/admin/admins-only.tsx';
import { SpendingPage } from '#features/admin/spending-page.tsx';
import { Page } from '#features/frame/page.tsx';

export const metadata: Metadata = { title: 'Spending' };

export default async function SpendingRoute({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return (
    <Page title="Spending" trail={[{ label: 'Administration', path: '/admin' }, { label: 'Spending' }]}>
      <AdminsOnly>
        <SpendingPage sessionId={id} />
      </AdminsOnly>
    </Page>
  );
}
