'use client';
import type { SessionSpending } from '@bo1/contracts/spending/schema';
import { ExternalLink, ReceiptText } from 'lucide-react';
import Link from 'next/link';
import { Button } from '#components/ui/button.tsx';
import { Card, Panel } from '#components/ui/card.tsx';
import { Empty } from '#components/ui/empty.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Loading, Skeleton } from '#components/ui/skeleton.tsx';
import { explain } from '#http/request.ts';
import { NoticeRows } from './notices-panel.tsx';
import { RaiseBudget } from './raise-budget.tsx';
import { SpendingCharts } from './spending-charts.tsx';
import { AttemptsTable, ContributionsTable, TemplatesTable } from './spending-tables.tsx';
import { isOver, isRetryable, useSpending } from './use-spending.ts';
import { count, dollars, percent } from './words.ts';

function Totals({ spending }: { spending: SessionSpending }) {
  const { budget, session } = spending;
  const figures = [
    ['Spent', session.cost ? `${dollars(session.cost.spent)} of ${dollars(session.cost.limit)}` : 'nothing yet'],
    ['Presumed', budget ? dollars(budget.presumed) : '–'],
    ['Reserved', budget ? dollars(budget.reserved) : '–'],
    ['Calls', count(spending.attempts.length)],
    ['Cache hit rate', percent(spending.cache_hit_rate)],
  ] as const;
  return (
    <Card aria-label="Totals" className="p-5">
      <dl className="grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-5">
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt className="text-xs text-muted">{name}</dt>
            <dd className="mt-0.5 text-sm font-medium tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

function Whole({ spending }: { spending: SessionSpending }) {
  const { session, notices, workflow_url } = spending;
  return (
    <div className="grid min-w-0 gap-6 *:min-w-0">
      <div className="text-sm wrap-anywhere">
        <p className="line-clamp-3">{session.problem_statement}</p>
        <p className="mt-1 text-xs text-muted">
          {session.user_name} · {session.user_email} · {session.tier}
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button asChild>
          <Link href={`/meetings/${session.id}`}>Open the meeting</Link>
        </Button>
        {workflow_url && (
          <Button asChild>
            <a href={workflow_url} target="_blank" rel="noreferrer">
              Open the workflow
              <ExternalLink aria-label="opens in a new tab" />
            </a>
          </Button>
        )}
      </div>
      <Totals spending={spending} />
      {session.cost && (!isOver(spending) || isRetryable(spending)) && (
        <RaiseBudget sessionId={session.id} ended={isOver(spending)} {...session.cost} />
      )}
      {notices.length > 0 && (
        <Panel title="Notices">
          <NoticeRows notices={notices} linked={false} />
        </Panel>
      )}
      <SpendingCharts spending={spending} />
      {spending.attempts.length === 0 ? (
        <Empty icon={ReceiptText} title="No calls yet">
          The ledger has a row here for each call of a model, once the meeting makes one.
        </Empty>
      ) : (
        <>
          {spending.contributions.length > 0 && <ContributionsTable contributions={spending.contributions} />}
          {spending.by_template.length > 0 && <TemplatesTable templates={spending.by_template} />}
          <AttemptsTable attempts={spending.attempts} />
        </>
      )}
    </div>
  );
}

/** What one meeting cost, to the attempt. */
export function SpendingPage({ sessionId }: { sessionId: string }) {
  const { data, isError, error, refetch } = useSpending(sessionId);
  if (data) return <Whole spending={data} />;
  if (isError)
    return (
      <Notice
        tone="danger"
        urgent
        title="The spending could not be loaded"
        action={<Button onClick={() => void refetch()}>Try again</Button>}
      >
        {explain(error)}
      </Notice>
    );
  return (
    <Loading label="Loading the spending" className="grid gap-6">
      <Skeleton className="h-20 w-full" />
      <Skeleton className="h-64 w-full" />
    </Loading>
  );
}
