'use client';
import { ChevronDown, Clock } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState, type ReactNode } from 'react';
import type { SessionCost } from '@bo1/contracts/meeting/schema';
import { TERMINAL_STATUSES, type SessionStatus } from '@bo1/contracts/meeting/values';
import { Badge } from '#components/ui/badge.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { cn } from '#components/ui/cn.ts';
import { STATUS_LOOK } from '#features/meetings/status.ts';
import { useNow } from '#features/time/time-ago.tsx';
import { clock, duration } from '#features/time/words.ts';
import { Controls } from './controls.tsx';
import { isIdle } from './reducer.ts';
import { elapsedMs, lastRound, roundsOver } from './selectors.ts';
import type { SubProblem } from './state.ts';
import type { MeetingView } from './store.ts';
import { roundWords } from './figures.ts';

// It hangs below the header, and has nothing to say until the line to the meeting is lost.
const ConnectionLine = dynamic(() => import('./connection-line.tsx').then((module) => module.ConnectionLine), {
  ssr: false,
});

const isOver = (status: SessionStatus) => (TERMINAL_STATUSES as readonly string[]).includes(status);

function Elapsed({ view }: { view: MeetingView }) {
  const running = !!view.meeting.startedAt && !isIdle(view.meeting);
  const ms = elapsedMs(view.meeting, useNow(1000, running));
  return (
    <span
      className="inline-flex items-center gap-1.5 tabular-nums"
      title={`The board has worked for ${duration(ms)}. Waiting and pauses do not count.`}
    >
      <Clock aria-hidden className="size-3.5" />
      <span className="sr-only">Elapsed </span>
      {clock(ms)}
    </span>
  );
}

interface MeetingHeaderProps {
  sessionId: string;
  view: MeetingView & { signedOut: boolean };
  problem: string;
  sub: SubProblem | undefined;
  cost: SessionCost | undefined;
  /** Whether the reader may steer it. */
  yours: boolean;
  /** Null until anything is known of the meeting. */
  status: SessionStatus | null;
  children: ReactNode;
}

/** The problem in one line that opens, where the meeting stands, and what can be done about it. */
export function MeetingHeader({ sessionId, view, problem, sub, cost, yours, status, children }: MeetingHeaderProps) {
  const [open, setOpen] = useState(false);
  const { meeting } = view;
  const round = lastRound(sub);
  const look = status && STATUS_LOOK[status];
  return (
    <header
      data-stays
      className="sticky top-0 z-20 border-b border-border bg-background/95 backdrop-blur-sm print:hidden"
    >
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-2 px-4 pt-3 pb-2 md:px-6">
        <h1 className="col-span-2 text-base leading-snug font-semibold sm:col-span-1">
          <button
            type="button"
            aria-expanded={open}
            onClick={() => setOpen(!open)}
            className="flex min-h-6 w-full items-start gap-1.5 rounded text-left"
          >
            <span
              className={cn(
                'wrap-anywhere',
                open ? 'max-h-[40vh] overflow-y-auto whitespace-pre-line' : 'line-clamp-2 sm:line-clamp-1',
              )}
            >
              {problem}
            </span>
            <ChevronDown
              aria-hidden
              className={cn('mt-1 size-4 shrink-0 text-muted transition-transform', open && 'rotate-180')}
            />
            <span className="sr-only">{open ? 'Show less of the problem' : 'Show the whole problem'}</span>
          </button>
        </h1>
        <div className="mt-1 flex min-h-7 flex-wrap items-center gap-x-2 gap-y-1 text-xs sm:gap-x-3 text-muted">
          {look ? (
            <Badge tone={look.tone} icon={look.icon} {...(look.pulse && { pulse: true })}>
              {meeting.stopping && !meeting.ending ? 'Stopping' : look.word}
            </Badge>
          ) : (
            <Skeleton className="h-6 w-20" />
          )}
          {meeting.startedAt && <Elapsed view={view} />}
          {round && (
            <span className="tabular-nums max-sm:hidden">
              {roundWords(round, sub !== undefined && roundsOver(sub))}
            </span>
          )}
          {cost && (
            <span
              className="tabular-nums max-sm:hidden"
              title={`${cost.calls} calls; settled $${cost.settled}, presumed $${cost.presumed}, reserved $${cost.reserved}`}
            >
              ${(Number(cost.settled) + Number(cost.presumed)).toFixed(2)} of ${cost.limit}
            </span>
          )}
        </div>
        <div className="col-start-2 mt-1 flex shrink-0 items-center gap-1.5 sm:row-span-2 sm:row-start-1 sm:mt-0">
          {yours && status && !isOver(status) && <Controls sessionId={sessionId} state={meeting} problem={problem} />}
        </div>
      </div>
      {children}
      <ConnectionLine connection={view.connection} wasDown={view.wasDown} signedOut={view.signedOut} />
    </header>
  );
}
