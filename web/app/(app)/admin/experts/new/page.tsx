import type { Metadata } from 'next';
import { AdminsOnly } from '#features/admin/admins-only.tsx';
import { NewExpert } from '#features/experts/new-expert.tsx';
import { Page } from '#features/frame/page.tsx';

export const metadata: Metadata = { title: 'Add an expert' };

export default function NewExpertPage() {
  return (
    <Page
      width="reading"
      title="Add an expert"
      lead="New meetings may choose them as soon as they are saved."
      trail={[
        { label: 'Administration', path: '/admin' },
        { label: 'Experts', path: '/admin/experts' },
        { label: 'Add' },
      ]}
    >
      <AdminsOnly>
        <NewExpert />
      </AdminsOnly>
    </Page>
  );
}
