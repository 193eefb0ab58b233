import type { SessionSummary } from '@bo1/contracts/meeting/schema';
import { OUTCOME_WORDS } from '@bo1/contracts/record/values';
import { ArrowRight, CircleCheckBig } from 'lucide-react';
import Link from 'next/link';
import { Badge } from '#components/ui/badge.tsx';
import { cn } from '#components/ui/cn.ts';
import { TimeAgo } from '#features/time/time-ago.tsx';
import { STATUS_LOOK } from './status.ts';

const count = (value: number, word: string) => `${value} ${word}${value === 1 ? '' : 's'}`;

/** What was asked, what came of it, and where it stands. */
export function MeetingRow({ meeting }: { meeting: SessionSummary }) {
  const look = STATUS_LOOK[meeting.status];
  const facts = [
    { value: meeting.expert_count, word: 'expert', wide: true },
    { value: meeting.round_count, word: 'round', wide: true },
    { value: meeting.action_count, word: 'action', wide: false },
  ].filter(({ value }) => value > 0);
  return (
    <li className="group relative grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-3 px-4 py-4 transition-colors hover:bg-hover/60 sm:grid-cols-[minmax(0,1fr)_auto] sm:gap-x-5 sm:px-5">
      <h2 className="col-span-2 text-sm font-medium sm:col-span-1 sm:col-start-1">
        <Link
          href={`/meetings/${meeting.id}`}
          className="line-clamp-2 wrap-anywhere outline-offset-0 before:absolute before:inset-0 before:content-['']"
        >
          {meeting.problem_statement}
        </Link>
      </h2>
      {meeting.decision && (
        <p className="col-span-2 mt-1 flex items-start gap-1.5 text-sm text-muted sm:col-span-1 sm:col-start-1">
          <ArrowRight aria-hidden className="mt-0.5 size-3.5 shrink-0 text-primary" />
          <span className="line-clamp-2 wrap-anywhere">{meeting.decision}</span>
        </p>
      )}
      {meeting.chosen && (
        <p className="col-span-2 mt-1 flex items-start gap-1.5 text-sm text-muted sm:col-span-1 sm:col-start-1">
          <CircleCheckBig aria-hidden className="mt-0.5 size-3.5 shrink-0 text-primary" />
          <span className="line-clamp-1 wrap-anywhere">
            You chose: {meeting.chosen}
            {meeting.outcome && ` · ${OUTCOME_WORDS[meeting.outcome].toLowerCase()}`}
          </span>
        </p>
      )}
      <Badge
        tone={look.tone}
        icon={look.icon}
        {...(look.pulse && { pulse: true })}
        className="mt-2.5 sm:col-start-2 sm:row-span-4 sm:row-start-1 sm:mt-0 sm:self-start"
      >
        {look.word}
      </Badge>
      <p className="mt-2.5 flex flex-wrap gap-x-2 text-xs text-muted sm:col-start-1 sm:mt-1.5">
        <TimeAgo at={meeting.created_at} className="relative" />
        {facts.map(({ value, word, wide }) => (
          <span key={word} className={cn("before:mr-2 before:content-['·']", wide && 'max-sm:hidden')}>
            {count(value, word)}
          </span>
        ))}
      </p>
    </li>
  );
}
