'use client';
import { Plus, Presentation, SearchX } from 'lucide-react';
import Link from 'next/link';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { Empty } from '#components/ui/empty.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Loading, Skeleton } from '#components/ui/skeleton.tsx';
import { explain } from '#http/request.ts';
import { Filters, useFilters } from './filters.tsx';
import { MeetingRow } from './meeting-row.tsx';
import { useMeetings } from './use-meetings.ts';

export function MeetingsSkeleton() {
  return (
    <Loading label="Loading meetings">
      <Card className="divide-y divide-border">
        {[0, 1, 2, 3].map((row) => (
          <div key={row} className="flex justify-between gap-8 px-5 py-4">
            <div className="flex-1 space-y-2.5">
              <Skeleton className="h-4 w-3/5" />
              <Skeleton className="h-3 w-2/5" />
            </div>
            <Skeleton className="h-6 w-24 rounded-full" />
          </div>
        ))}
      </Card>
    </Loading>
  );
}

function NoMeetings({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  if (filtered)
    return (
      <Empty icon={SearchX} title="No meeting fits" action={<Button onClick={onClear}>Clear the search</Button>}>
        Nothing matches this search and status.
      </Empty>
    );
  return (
    <Empty
      icon={Presentation}
      title="No meetings yet"
      action={
        <Button variant="primary" asChild>
          <Link href="/meetings/new">
            <Plus aria-hidden />
            Start your first meeting
          </Link>
        </Button>
      }
    >
      Describe a decision you are facing. A board of experts deliberates it and leaves you a record and actions.
    </Empty>
  );
}

/** All meetings with search, status and pages. */
export function MeetingsList() {
  const filters = useFilters();
  const { filter, change } = filters;
  const meetings = useMeetings(filter);
  const sessions = meetings.data?.pages.flatMap((page) => page.sessions) ?? [];
  const filtered = !!(filter.q || filter.status);
  return (
    <>
      {(filtered || sessions.length > 0 || meetings.isPending) && <Filters {...filters} />}
      {meetings.isError && (
        <Notice
          tone="danger"
          urgent
          className="mb-4"
          title="The meetings could not be loaded"
          action={<Button onClick={() => void meetings.refetch()}>Try again</Button>}
        >
          {explain(meetings.error)} Your meetings go on by themselves.
        </Notice>
      )}
      {meetings.isPending && <MeetingsSkeleton />}
      {meetings.isSuccess && sessions.length === 0 && (
        <NoMeetings filtered={filtered} onClear={() => change({ q: '', status: '' })} />
      )}
      {sessions.length > 0 && (
        <Card aria-label="Meetings" aria-busy={meetings.isPlaceholderData}>
          <ul className="divide-y divide-border overflow-hidden rounded-lg">
            {sessions.map((meeting) => (
              <MeetingRow key={meeting.id} meeting={meeting} />
            ))}
          </ul>
        </Card>
      )}
      {meetings.hasNextPage && (
        <div className="mt-4 flex justify-center">
          <Button busy={meetings.isFetchingNextPage} onClick={() => void meetings.fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
    </>
  );
}
