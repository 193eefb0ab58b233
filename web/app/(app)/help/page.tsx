import type { Metadata } from 'next';
import { Page } from '#features/frame/page.tsx';
import { HelpSections } from '#features/help/help-sections.tsx';

export const metadata: Metadata = { title: 'Help' };

export default function HelpPage() {
  return (
    <Page width="reading" title="Help">
      <HelpSections />
    </Page>
  );
}
