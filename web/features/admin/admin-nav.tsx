import { SectionNav } from '#features/frame/section-nav.tsx';

const PAGES = [
  { label: 'Meetings', path: '/admin' },
  { label: 'Experts', path: '/admin/experts' },
];

export const AdminNav = () => <SectionNav label="Administration" pages={PAGES} />;
