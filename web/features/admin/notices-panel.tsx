'use client';
import type { AdminNotice } from '@bo1/contracts/spending/schema';
import { TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import { Button } from '#components/ui/button.tsx';
import { Panel } from '#components/ui/card.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Loading, Skeleton } from '#components/ui/skeleton.tsx';
import { TimeAgo } from '#features/time/time-ago.tsx';
import { explain } from '#http/request.ts';
import { useAdminNotices } from './use-spending.ts';
import { noticeWords } from './words.ts';

/** Notices as a list; each leads to its meeting, unless the page is that meeting's. */
export function NoticeRows({ notices, linked }: { notices: AdminNotice[]; linked: boolean }) {
  return (
    <ul className="grid gap-2.5">
      {notices.map((notice) => (
        <li key={notice.id} className="flex items-start gap-2 text-sm">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warning" />
          <span className="min-w-0 flex-1 wrap-anywhere">
            {linked ? (
              <Link href={`/admin/meetings/${notice.session_id}`} className="underline-offset-3 hover:underline">
                {noticeWords(notice)}
              </Link>
            ) : (
              noticeWords(notice)
            )}
          </span>
          <TimeAgo at={notice.at} className="shrink-0 text-xs text-muted" />
        </li>
      ))}
    </ul>
  );
}

/** The feed of what only admins are told. */
export function NoticesPanel() {
  const feed = useAdminNotices();
  const notices = feed.data?.pages.flatMap((page) => page.notices) ?? [];
  return (
    <Panel title="Notices" hint="A budget at 80 %, a call above $0.50, a meeting above $1.">
      {feed.isPending && (
        <Loading label="Loading notices">
          <Skeleton className="h-12 w-full" />
        </Loading>
      )}
      {feed.isError && (
        <Notice
          tone="danger"
          title="The notices could not be loaded"
          action={<Button onClick={() => void feed.refetch()}>Try again</Button>}
        >
          {explain(feed.error)}
        </Notice>
      )}
      {feed.isSuccess && notices.length === 0 && <p className="text-sm text-muted">Nothing out of the ordinary.</p>}
      {notices.length > 0 && <NoticeRows notices={notices} linked />}
      {feed.hasNextPage && (
        <Button className="mt-4" busy={feed.isFetchingNextPage} onClick={() => void feed.fetchNextPage()}>
          Show earlier notices
        </Button>
      )}
    </Panel>
  );
}
