import type { Metadata } from 'next';
import { Page } from '#features/frame/page.tsx';
import { RunningMeeting } from '#features/meetings/running-meeting.tsx';

export const metadata: Metadata = { title: 'Meeting' };

export default function MeetingRedirectPage() {
  return (
    <Page title="Your running meeting">
      <RunningMeeting />
    </Page>
  );
}
