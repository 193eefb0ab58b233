'use client';
import type { SharedRecord } from '@bo1/contracts/record/schema';
import { useQuery } from '@tanstack/react-query';
import { Link2Off } from 'lucide-react';
import { useEffect, type ReactNode } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Empty } from '#components/ui/empty.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Loading, Skeleton } from '#components/ui/skeleton.tsx';
import { Mark } from '#features/frame/mark.tsx';
import { useDates } from '#features/time/locale.tsx';
import { api, explain, RequestError } from '#http/request.ts';
import { DecisionRecordView } from './decision-record.tsx';

const useShared = (token: string) =>
  useQuery({
    queryKey: ['shared', token],
    queryFn: ({ signal }) => api.get<SharedRecord>(`/shared/${encodeURIComponent(token)}`, signal),
  });

/** A record for somebody who has the link: to read, and nothing else. */
export function SharedPage({ token }: { token: string }) {
  const { data, error, isPending, refetch } = useShared(token);
  const { exact } = useDates();
  useEffect(() => {
    if (data) document.title = `${data.record.question.slice(0, 60)} · Board of One`;
  }, [data]);
  return (
    <Shell until={data && exact(data.expires_at)}>
      {isPending && (
        <Loading label="Loading the shared record" className="grid gap-5">
          <Skeleton className="h-4 w-40" />
          <Skeleton className="h-9 w-4/5" />
          <Skeleton className="h-48 w-full" />
        </Loading>
      )}
      {!data && !isPending && <h1 className="sr-only">Shared decision record</h1>}
      {error &&
        (isGone(error) ? (
          <Empty icon={Link2Off} title="This link does not work">
            It has expired, was revoked, or is not complete. Ask the person who sent it for a new one.
          </Empty>
        ) : (
          <Notice
            tone="danger"
            urgent
            title="The record could not be loaded"
            action={<Button onClick={() => void refetch()}>Try again</Button>}
          >
            {explain(error)}
          </Notice>
        ))}
      {data && <DecisionRecordView of={data} />}
    </Shell>
  );
}

const isGone = (error: Error): boolean =>
  error instanceof RequestError && (error.status === 404 || error.status === 410);

function Shell({ until, children }: { until: string | undefined; children: ReactNode }) {
  return (
    <div className="mx-auto w-full max-w-4xl px-5 py-7 md:px-8 print:max-w-none print:p-0">
      <header className="mb-8 flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-b border-border pb-4 print:hidden">
        <p className="flex items-center gap-2.5 font-semibold tracking-tight">
          <Mark className="size-6" />
          Board of One
        </p>
        {until && <p className="text-xs text-muted">Shared to read, until {until}</p>}
      </header>
      <main id="main" tabIndex={-1} className="outline-none">
        {children}
      </main>
    </div>
  );
}
