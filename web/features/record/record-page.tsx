'use client';
import { TERMINAL_STATUSES } from '@bo1/contracts/meeting/values';
import { FileText } from 'lucide-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useEffect } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Empty } from '#components/ui/empty.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Loading, Skeleton } from '#components/ui/skeleton.tsx';
import { Breadcrumbs } from '#features/frame/breadcrumbs.tsx';
import { MeetingTabs } from '#features/meeting/meeting-tabs.tsx';
import { useDetail } from '#features/meeting/use-meeting.ts';
import { explain, RequestError } from '#http/request.ts';
import { RecordActionsBar } from './record-actions-bar.tsx';

const loadRecord = () => import('./decision-record.tsx');
// What draws the record loads while the record itself does.
const DecisionRecordView = dynamic(() => loadRecord().then((module) => module.DecisionRecordView), {
  ssr: false,
  loading: () => <Waiting />,
});
const Refused = dynamic(() => import('#features/meeting/refused.tsx').then((module) => module.Refused), { ssr: false });
// Only for admins.
const SomebodyElses = dynamic(
  () => import('#features/meeting/somebody-elses.tsx').then((module) => module.SomebodyElses),
  { ssr: false },
);

const Waiting = () => (
  <Loading label="Loading the decision record" className="grid gap-5">
    <Skeleton className="h-4 w-40" />
    <Skeleton className="h-9 w-4/5" />
    <Skeleton className="h-24 w-full" />
    <Skeleton className="h-48 w-full" />
  </Loading>
);

/** The outcome of a meeting on one page that prints. */
export function RecordPage({ sessionId }: { sessionId: string }) {
  const detail = useDetail(sessionId);
  const { error } = detail;
  const meeting = detail.data;
  const yours = meeting?.yours !== false;
  const over = !!meeting && (TERMINAL_STATUSES as readonly string[]).includes(meeting.status);
  useEffect(() => void loadRecord(), []);
  useEffect(() => {
    if (meeting) document.title = `Decision record: ${meeting.problem_statement.slice(0, 60)} · Board of One`;
  }, [meeting]);
  if (error instanceof RequestError && (error.status === 404 || error.status === 400)) return <Refused error={error} />;
  const short = meeting
    ? meeting.problem_statement.slice(0, 48) + (meeting.problem_statement.length > 48 ? '…' : '')
    : 'Meeting';
  return (
    <div className="mx-auto w-full max-w-4xl px-5 py-7 md:px-8 print:max-w-none print:p-0">
      <div className="-ml-1 mb-3">
        <Breadcrumbs
          trail={[
            { label: 'Meetings', path: '/meetings' },
            { label: short, path: `/meetings/${sessionId}` },
            { label: 'Decision record' },
          ]}
        />
      </div>
      <div className="mb-8 flex flex-wrap items-center justify-between gap-3 border-b border-border print:hidden">
        <MeetingTabs sessionId={sessionId} here="record" hasRecord={!!meeting?.record} />
        {meeting?.record && (
          <RecordActionsBar sessionId={sessionId} hasChoice={meeting.choice !== null} yours={yours} />
        )}
      </div>
      {!yours && <SomebodyElses className="mb-6" sessionId={sessionId} workflowUrl={meeting?.workflow_url} />}
      {!meeting?.record && <h1 className="mb-5 text-xl font-semibold">Decision record</h1>}
      {detail.isPending && <Waiting />}
      {error && (
        <Notice
          tone="danger"
          urgent
          title="The record could not be loaded"
          action={<Button onClick={() => void detail.refetch()}>Try again</Button>}
        >
          {explain(error)}
        </Notice>
      )}
      {meeting && !meeting.record && (
        <Empty
          icon={FileText}
          title={over ? 'No decision' : 'No decision yet'}
          action={
            <Button asChild>
              <Link href={`/meetings/${sessionId}`}>Go to the meeting</Link>
            </Button>
          }
        >
          {over
            ? 'This meeting ended before the board decided. What was said until then is kept in the meeting.'
            : 'The record appears here once the board has decided.'}
        </Empty>
      )}
      {meeting?.record && (
        <DecisionRecordView of={{ ...meeting, record: meeting.record }} log={meeting.id} yours={yours} />
      )}
    </div>
  );
}
