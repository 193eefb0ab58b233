import type { Metadata } from 'next';
import { Suspense } from 'react';
import { AdminNav } from '#features/admin/admin-nav.tsx';
import { AdminsOnly } from '#features/admin/admins-only.tsx';
import { NoticesPanel } from '#features/admin/notices-panel.tsx';
import { SessionsList } from '#features/admin/sessions-list.tsx';
import { Page } from '#features/frame/page.tsx';
import { MeetingsSkeleton } from '#features/meetings/meetings-list.tsx';

export const metadata: Metadata = { title: 'Administration' };

export default function AdminPage() {
  return (
    <Page title="Administration" lead="What meetings cost, and what stood out.">
      <AdminsOnly>
        <AdminNav />
        <div className="mb-6">
          <NoticesPanel />
        </div>
        <Suspense fallback={<MeetingsSkeleton />}>
          <SessionsList />
        </Suspense>
      </AdminsOnly>
    </Page>
  );
}
