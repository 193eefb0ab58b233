import type { ReactNode } from 'react';
import { SettingsNav } from '#features/account/settings-nav.tsx';
import { Page } from '#features/frame/page.tsx';

export default function SettingsLayout({ children }: { children: ReactNode }) {
  return (
    <Page width="reading" title="Settings">
      <SettingsNav />
      <div className="grid gap-6">{children}</div>
    </Page>
  );
}
