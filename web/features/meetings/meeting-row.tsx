import type { SessionSummary } from '@bo1/contracts/meeting/schema';
import { ArrowRight } from 'lucide-react';
import Link from 'next/link';
import { Badge } from '#components/ui/badge.tsx';
import { TimeAgo } from '#features/time/time-ago.tsx';
import { STATUS_LOOK } from './status.ts';

const count = (value: number, word: string) => `${value} ${word}${value === 1 ? '' : 's'}`;

/** What was asked, what came of it, and where it stands. */
export function MeetingRow({ meeting }: { meeting: SessionSummary }) {
  const look = STATUS_LOOK[meeting.status];
  const facts = [
    meeting.expert_count && count(meeting.expert_count, 'expert'),
    meeting.round_count && count(meeting.round_count, 'round'),
    meeting.action_count && count(meeting.action_count, 'action'),
  ].filter(Boolean);
  return (
    <li className="group relative flex flex-col gap-2.5 px-4 py-4 transition-colors hover:bg-hover/60 sm:flex-row sm:items-start sm:gap-5 sm:px-5">
      <div className="min-w-0 flex-1">
        <h2 className="text-sm font-medium">
          <Link
            href={`/meetings/${meeting.id}`}
            className="line-clamp-2 wrap-anywhere outline-offset-0 before:absolute before:inset-0 before:content-['']"
          >
            {meeting.problem_statement}
          </Link>
        </h2>
        {meeting.decision && (
          <p className="mt-1 flex items-start gap-1.5 text-sm text-muted">
            <ArrowRight aria-hidden className="mt-0.5 size-3.5 shrink-0 text-primary" />
            <span className="line-clamp-2 wrap-anywhere">{meeting.decision}</span>
          </p>
        )}
        <p className="mt-1.5 flex flex-wrap gap-x-2 text-xs text-muted">
          <TimeAgo at={meeting.created_at} className="relative" />
          {facts.map((fact) => (
            <span key={fact as string} className="before:mr-2 before:content-['·']">
              {fact}
            </span>
          ))}
        </p>
      </div>
      <Badge tone={look.tone} icon={look.icon} {...(look.pulse && { pulse: true })} className="self-start">
        {look.word}
      </Badge>
    </li>
  );
}
