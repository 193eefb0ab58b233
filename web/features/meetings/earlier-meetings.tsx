'use client';
import type { SessionList } from '@bo1/contracts/meeting/schema';
import { useQuery } from '@tanstack/react-query';
import { ChevronRight } from 'lucide-react';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { TimeAgo } from '#features/time/time-ago.tsx';
import { api, explain } from '#http/request.ts';
import { MOST_CONTEXT } from './new-meeting-draft.ts';

/** Decided meetings to choose from, so that the board knows their outcome. */
export function EarlierMeetings({ chosen, onChange }: { chosen: string[]; onChange: (ids: string[]) => void }) {
  const decided = useQuery({
    queryKey: ['meetings', 'decided'],
    queryFn: ({ signal }) => api.get<SessionList>('/sessions?status=completed&limit=20', signal),
  });
  const full = chosen.length >= MOST_CONTEXT;
  if (decided.isSuccess && decided.data.sessions.length === 0) return null;
  return (
    <details className="group border-t border-border pt-4" open={chosen.length > 0 || undefined}>
      <summary className="flex min-h-6 items-center gap-1.5 rounded text-sm font-medium">
        <ChevronRight aria-hidden className="size-4 shrink-0 text-muted transition-transform group-open:rotate-90" />
        Earlier meetings the board should know
        <span className="shrink-0 font-normal whitespace-nowrap text-muted">
          {chosen.length ? `${chosen.length} of ${MOST_CONTEXT} chosen` : `up to ${MOST_CONTEXT}`}
        </span>
      </summary>
      {decided.isPending && <Skeleton className="mt-3 h-16 w-full" />}
      {decided.isError && <p className="mt-2 text-sm text-muted">{explain(decided.error)}</p>}
      <ul className="mt-2 max-h-64 overflow-y-auto">
        {decided.data?.sessions.map((meeting) => (
          <li key={meeting.id}>
            <label className="flex items-start gap-3 rounded-md px-2 py-2 hover:bg-hover has-disabled:opacity-60">
              <input
                type="checkbox"
                className="mt-0.5 size-4 accent-primary"
                checked={chosen.includes(meeting.id)}
                disabled={full && !chosen.includes(meeting.id)}
                onChange={(event) =>
                  onChange(event.target.checked ? [...chosen, meeting.id] : chosen.filter((id) => id !== meeting.id))
                }
              />
              <span className="min-w-0 text-sm">
                <span className="line-clamp-1 wrap-anywhere">{meeting.problem_statement}</span>
                <span className="line-clamp-1 text-xs text-muted">
                  <TimeAgo at={meeting.created_at} />
                  {meeting.decision && ` · ${meeting.decision}`}
                </span>
              </span>
            </label>
          </li>
        ))}
      </ul>
    </details>
  );
}
