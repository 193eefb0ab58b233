import { SectionNav } from '#features/frame/section-nav.tsx';

const PAGES = [
  { label: 'Profile and appearance', path: '/settings' },
  { label: 'Context', path: '/settings/context' },
];

export const SettingsNav = () => <SectionNav label="Settings" pages={PAGES} />;
