'use client';
import { ArrowDown } from 'lucide-react';
import dynamic from 'next/dynamic';
import { usePathname, useSearchParams } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Loading, Skeleton } from '#components/ui/skeleton.tsx';
import { Breadcrumbs } from '#features/frame/breadcrumbs.tsx';
import { floorOpen } from './floor.ts';
import { useFollowBottom } from './follow-bottom.ts';
import { MeetingHeader } from './meeting-header.tsx';
import { MeetingTabs } from './meeting-tabs.tsx';
import { currentSubProblem, hasSignals, statusOf, wholePieces } from './selectors.ts';
import { useDetail, useMeeting } from './use-meeting.ts';

const Waiting = () => (
  <Loading label="Loading the meeting" className="grid gap-4">
    <Skeleton className="h-5 w-32" />
    <Skeleton className="h-28 w-full" />
    <Skeleton className="h-28 w-full" />
  </Loading>
);

// What draws the log loads while the log itself does.
const Conversation = dynamic(() => import('./conversation.tsx').then((module) => module.Conversation), {
  ssr: false,
  loading: () => <Waiting />,
});
// Only where the window is narrow, and only once experts are chosen: not among what every meeting loads first.
const Folds = dynamic(() => import('./folds.tsx').then((module) => module.Folds), { ssr: false });
const Roster = dynamic(() => import('./roster.tsx').then((module) => module.Roster), {
  ssr: false,
  loading: () => <Skeleton className="h-9 w-full" />,
});
// Only where the window is wide; its column keeps its width meanwhile.
const RoundsRail = dynamic(() => import('./rounds-rail.tsx').then((module) => module.RoundsRail), {
  ssr: false,
  loading: () => <Skeleton className="h-40 w-full" />,
});
const Refused = dynamic(() => import('./refused.tsx').then((module) => module.Refused), { ssr: false });
// Only for admins.
const SomebodyElses = dynamic(() => import('./somebody-elses.tsx').then((module) => module.SomebodyElses), {
  ssr: false,
});
const Signals = dynamic(() => import('./signals.tsx').then((module) => module.Signals), {
  ssr: false,
  loading: () => <Skeleton className="h-40 w-full" />,
});

/** The expert and the part chosen, in the address: a reload and a shared link show the same. */
function useChoice() {
  const params = useSearchParams();
  const path = usePathname();
  const change = (name: 'expert' | 'part', value: string | null) => {
    const next = new URLSearchParams(params);
    if (value === null) next.delete(name);
    else next.set(name, value);
    if (name === 'part') next.delete('expert');
    window.history.replaceState(null, '', next.size ? `${path}?${next}` : path);
  };
  const part = params.get('part');
  return { expert: params.get('expert'), part: part === null ? null : Number(part) - 1, change };
}

/** The live meeting: one view of its log. */
export function MeetingPage({ sessionId }: { sessionId: string }) {
  const content = useRef<HTMLDivElement>(null);
  const view = useMeeting(sessionId);
  const { data: detail } = useDetail(sessionId);
  const { expert, part, change } = useChoice();
  const { meeting, drafts } = view;
  const problem = meeting.opening?.problem_statement ?? detail?.problem_statement ?? 'Meeting';
  const sub = meeting.subProblems.find((one) => one.index === part) ?? currentSubProblem(meeting);
  const loaded = meeting.sequence > 0 || detail !== undefined;
  const status = meeting.sequence > 0 ? statusOf(meeting) : (detail?.status ?? null);
  const yours = detail?.yours !== false;
  const active = meeting.sequence > 0 && status === 'running';
  const { fresh, jump } = useFollowBottom(content, wholePieces(meeting), active);
  useEffect(() => {
    if (problem !== 'Meeting') document.title = `${problem.slice(0, 60)} · Board of One`;
  }, [problem]);
  if (view.refused && view.refused.status !== 401) return <Refused error={view.refused} />;

  const signals = <Signals sessionId={sessionId} state={meeting} sub={sub} yours={yours} />;
  const measured = hasSignals(meeting, sub);
  const waits = status === 'waiting_for_answers';
  const folds = meeting.sequence > 0 && (
    <Folds
      state={meeting}
      sub={sub}
      signals={(measured || floorOpen(meeting)) && signals}
      measured={measured}
      below={waits}
    />
  );
  const toCome = measured || (meeting.ending === null && meeting.route?.route !== 'single');
  return (
    <>
      <MeetingHeader
        sessionId={sessionId}
        view={view}
        problem={problem}
        sub={sub}
        cost={detail?.cost}
        yours={yours}
        status={status}
      >
        {!!sub?.experts.length && (
          <div className="mx-4 border-t border-border py-1.5 md:mx-6">
            <Roster
              state={meeting}
              sub={sub}
              drafts={drafts}
              chosen={expert}
              onChoose={(code) => change('expert', code)}
            />
          </div>
        )}
      </MeetingHeader>
      <div className="mx-auto flex w-full max-w-[84rem] flex-wrap items-center justify-between gap-x-6 border-b border-border px-4 pt-2 md:px-6">
        <MeetingTabs sessionId={sessionId} here="meeting" hasRecord={!!(meeting.record ?? sub?.record)} />
        <div className="hidden md:block">
          <Breadcrumbs trail={[{ label: 'Meetings', path: '/meetings' }, { label: 'This meeting' }]} />
        </div>
      </div>
      <div className="mx-auto grid w-full max-w-[84rem] gap-x-8 px-4 py-6 md:px-6 lg:grid-cols-[minmax(0,1fr)_15.5rem] xl:grid-cols-[10rem_minmax(0,1fr)_16.5rem]">
        {!yours && (
          <SomebodyElses className="col-span-full mb-6" sessionId={sessionId} workflowUrl={detail?.workflow_url} />
        )}
        {!waits && folds}
        <div className="hidden xl:block">
          <div className="sticky top-36">
            <RoundsRail state={meeting} sub={sub} />
          </div>
        </div>
        <div ref={content} className="mx-auto w-full max-w-2xl min-w-0">
          {loaded ? (
            <Conversation
              sessionId={sessionId}
              view={view}
              sub={sub}
              yours={yours}
              only={expert}
              onShowAll={() => change('expert', null)}
              onRetried={view.reopen}
              onShowPart={(index) => change('part', String(index + 1))}
            />
          ) : (
            <Waiting />
          )}
        </div>
        {waits && folds}
        {toCome && (
          <aside aria-label="Signals and aspects" className="hidden lg:block">
            <div className="sticky top-36 max-h-[calc(100dvh-12rem)] overflow-y-auto pb-4">{signals}</div>
          </aside>
        )}
      </div>
      {fresh > 0 && (
        <div className="pointer-events-none fixed inset-x-0 bottom-20 z-20 flex justify-center md:bottom-6 md:left-56">
          <Button
            variant="primary"
            className="pointer-events-auto animate-rise rounded-full shadow-floating"
            onClick={jump}
          >
            {fresh} new
            <ArrowDown aria-hidden />
          </Button>
        </div>
      )}
    </>
  );
}
