'use client';
import Link from 'next/link';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Page } from '#features/frame/page.tsx';

/** A page that could not be drawn. Meetings do not depend on pages. */
export default function PageError({ reset }: { error: Error; reset: () => void }) {
  return (
    <Page width="reading" title="This page could not be shown">
      <Notice
        tone="danger"
        urgent
        title="Something in this page failed"
        action={
          <>
            <Button variant="primary" onClick={reset}>
              Try again
            </Button>
            <Button asChild>
              <Link href="/meetings">Go to your meetings</Link>
            </Button>
          </>
        }
      >
        Your meetings go on by themselves, and what you typed is kept on this device.
      </Notice>
    </Page>
  );
}
