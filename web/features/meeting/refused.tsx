import { DoorClosed } from 'lucide-react';
import Link from 'next/link';
import { Button } from '#components/ui/button.tsx';
import { Empty } from '#components/ui/empty.tsx';
import { Page } from '#features/frame/page.tsx';
import type { RequestError } from '#http/request.ts';

/** A meeting that cannot be shown: not there, or not this person's. */
export function Refused({ error }: { error: RequestError }) {
  const missing = error.status === 404 || error.status === 400;
  return (
    <Page title="Meeting" trail={[{ label: 'Meetings', path: '/meetings' }, { label: 'Meeting' }]}>
      <Empty
        icon={DoorClosed}
        title={missing ? 'There is no such meeting' : 'The meeting cannot be shown'}
        action={
          <Button asChild>
            <Link href="/meetings">Back to your meetings</Link>
          </Button>
        }
      >
        {missing ? 'The address may be incomplete, or the meeting belongs to somebody else.' : error.message}
      </Empty>
    </Page>
  );
}
