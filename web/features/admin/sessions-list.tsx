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
import { dollarsInColumn } from './words.ts';

function SessionRow({ session }: { session: AdminSession }) {
  const look = STATUS_LOOK[session.status];
  // The admin is not who is asked.
  const word = session.status === 'waiting_for_answers' ? 'Waiting for answers' : look.word;
  return (
    <li className="relative grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-4 px-4 py-3.5 hover:bg-hover/60 sm:grid-cols-[minmax(0,1fr)_auto_7rem] sm:gap-x-5 sm:px-5">
      <h2 className="col-span-2 text-sm font-medium sm:col-span-1">
        <Link
          href={`/admin/meetings/${session.id}`}
          className="line-clamp-1 wrap-anywhere outline-offset-0 before:absolute before:inset-0 before:content-['']"
        >
          {session.problem_statement}
        </Link>
      </h2>
      <p className="col-span-2 mt-1 text-xs text-muted wrap-anywhere sm:col-span-1 sm:row-start-2">
        <span className="font-medium text-foreground">{session.user_name}</span> · {session.user_email}
        <span className="max-sm:hidden"> · </span>
        <span className="max-sm:mt-0.5 max-sm:block">
          <TimeAgo at={session.created_at} className="relative" /> · {session.tier}
        </span>
      </p>
      <div className="mt-2.5 flex flex-wrap gap-2 sm:col-start-2 sm:row-span-2 sm:row-start-1 sm:mt-0 sm:justify-end">
        {session.notices > 0 && (
          <Badge
            tone="warning"
            icon={TriangleAlert}
          >{`${session.notices} notice${session.notices === 1 ? '' : 's'}`}</Badge>
        )}
        <Badge tone={look.tone} icon={look.icon}>
          {word}
        </Badge>
      </div>
      <p className="mt-2.5 text-right text-sm tabular-nums sm:col-start-3 sm:row-span-2 sm:row-start-1 sm:mt-0">
        {session.cost ? dollarsInColumn(session.cost.spent) : 'nothing yet'}
        {session.cost && <span className="block text-xs text-muted">of {dollarsInColumn(session.cost.limit, 2)}</span>}
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
          {filtered
            ? 'Search for words of a problem, a name or an e-mail, or the id of a meeting.'
            : 'Nobody has met so far.'}
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
