import type { Metadata } from 'next';
import { Page } from '#features/frame/page.tsx';
import { NewMeetingForm } from '#features/meetings/new-meeting-form.tsx';

export const metadata: Metadata = { title: 'New meeting' };

export default function NewMeetingPage() {
  return (
    <Page
      width="reading"
      title="New meeting"
      lead="The more the board knows, the more it can disagree about what matters."
      trail={[{ label: 'Meetings', path: '/meetings' }, { label: 'New meeting' }]}
    >
      <NewMeetingForm />
    </Page>
  );
}
