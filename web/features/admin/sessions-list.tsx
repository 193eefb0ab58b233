'use client';
import type { AdminSession } from '@bo1/contracts/spending/schema';
import { SearchX, TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { Empty } from '#components/ui/empty.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Filters, useFilters } from '#features/meetings/filters.tsx';
import { MeetingsSkeleton } from '#features/meetings/meetings-list.tsx';
import { STATUS_LOOK } from '#features/meetings/status.ts';
import { TimeAgo } from '#features/time/time-ago.tsx';
import { explain } from '#http/request.ts';
import { useAdminSessions } from './use-spending.ts';
import { dollars } from './words.ts';

function SessionRow({ session }: { session: AdminSession }) {
  const look = STATUS_LOOK[session.status];
  // The admin is not who is asked.
  const word = session.status === 'waiting_for_answers' ? 'Waiting for answers' : look.word;
  return (
    <li className="relative flex flex-wrap items-start gap-x-5 gap-y-2 px-4 py-3.5 hover:bg-hover/60 sm:px-5">
      <div className="min-w-0 flex-1 basis-64">
        <h2 className="text-sm font-medium">
          <Link
            href={`/admin/meetings/${session.id}`}
            className="line-clamp-1 wrap-anywhere outline-offset-0 before:absolute before:inset-0 before:content-['']"
          >
            {session.problem_statement}
          </Link>
        </h2>
        <p className="mt-1 text-xs text-muted wrap-anywhere">
          <TimeAgo at={session.created_at} className="relative" /> · {session.tier} · person {session.user_id}
        </p>
      </div>
      {session.notices > 0 && (
        <Badge
          tone="warning"
          icon={TriangleAlert}
        >{`${session.notices} notice${session.notices === 1 ? '' : 's'}`}</Badge>
      )}
      <Badge tone={look.tone} icon={look.icon}>
        {word}
      </Badge>
      <p className="w-36 text-right text-sm tabular-nums">
        {session.cost ? dollars(session.cost.spent) : 'nothing yet'}
        {session.cost && <span className="block text-xs text-muted">of {dollars(session.cost.limit)}</span>}
      </p>
    </li>
  );
}

/** The latest meetings of everybody, with what they cost. */
export function SessionsList() {
  const filters = useFilters();
  const { filter, change } = filters;
  const list = useAdminSessions(filter);
  const sessions = list.data?.pages.flatMap((page) => page.sessions) ?? [];
  const filtered = !!(filter.q || filter.status);
  return (
    <>
      <Filters {...filters} />
      {list.isError && (
        <Notice
          tone="danger"
          urgent
          className="mb-4"
          title="The meetings could not be loaded"
          action={<Button onClick={() => void list.refetch()}>Try again</Button>}
        >
          {explain(list.error)}
        </Notice>
      )}
      {list.isPending && <MeetingsSkeleton />}
      {list.isSuccess && sessions.length === 0 && (
        <Empty
          icon={SearchX}
          title={filtered ? 'No meeting fits' : 'No meetings yet'}
          action={filtered && <Button onClick={() => change({ q: '', status: '' })}>Clear the search</Button>}
        >
          {filtered ? 'Search for words of a problem, or the id of a meeting or a person.' : 'Nobody has met so far.'}
        </Empty>
      )}
      {sessions.length > 0 && (
        <Card aria-label="Meetings of everybody" aria-busy={list.isPlaceholderData}>
          <ul className="divide-y divide-border overflow-hidden rounded-lg">
            {sessions.map((session) => (
              <SessionRow key={session.id} session={session} />
            ))}
          </ul>
        </Card>
      )}
      {list.hasNextPage && (
        <div className="mt-4 flex justify-center">
          <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
    </>
  );
}
