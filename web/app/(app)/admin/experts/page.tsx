import { Plus } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { Suspense } from 'react';
import { Button } from '#components/ui/button.tsx';
import { AdminNav } from '#features/admin/admin-nav.tsx';
import { AdminsOnly } from '#features/admin/admins-only.tsx';
import { CatalogueList } from '#features/experts/catalogue-list.tsx';
import { Page } from '#features/frame/page.tsx';
import { MeetingsSkeleton } from '#features/meetings/meetings-list.tsx';

export const metadata: Metadata = { title: 'Experts' };

export default function ExpertsPage() {
  return (
    <Page title="Administration" lead="Whom boards are chosen from.">
      <AdminsOnly>
        <AdminNav />
        <div className="mb-4">
          <Button variant="primary" asChild>
            <Link href="/admin/experts/new">
              <Plus aria-hidden />
              Add expert
            </Link>
          </Button>
        </div>
        <Suspense fallback={<MeetingsSkeleton />}>
          <CatalogueList />
        </Suspense>
      </AdminsOnly>
    </Page>
  );
}
