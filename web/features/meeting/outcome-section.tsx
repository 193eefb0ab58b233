import { ArrowRight, FileText, ListChecks } from 'lucide-react';
import Link from 'next/link';
import { Button } from '#components/ui/button.tsx';
import { useDates } from '#features/time/locale.tsx';
import { civilDistance } from '#features/time/words.ts';
import { Section } from './section.tsx';
import type { MeetingState, SubProblem } from './state.ts';
import { percent } from './figures.ts';

/** The decision in one sentence and its first facts; the whole of it stands on the record's own page. */
export function OutcomeSection({
  sessionId,
  state,
  sub,
}: {
  sessionId: string;
  state: MeetingState;
  sub: SubProblem | undefined;
}) {
  const { civilDate } = useDates();
  const record = state.record ?? sub?.record;
  if (!record) return null;
  const planned = state.subProblems.filter((one) => one.actions.length > 0);
  const count = planned.reduce((sum, one) => sum + one.actions.length, 0);
  return (
    <Section id="decision" title="Decision">
      <article className="rounded-lg border border-primary/30 bg-primary-soft px-5 py-5">
        <p className="memo text-lg leading-snug font-semibold">{record.decision}</p>
        <p className="mt-3 text-sm text-muted wrap-anywhere">
          <span className="font-medium text-foreground">Confidence {percent(record.confidence)}.</span>{' '}
          {record.confidence_basis}
        </p>
        {record.dissent.length > 0 && (
          <p className="mt-2 text-sm text-muted wrap-anywhere">
            <span className="font-medium text-foreground">
              {record.dissent.map((one) => one.name).join(' and ')} disagreed.
            </span>{' '}
            {record.dissent[0]?.view}
          </p>
        )}
        <Button variant="primary" className="mt-4" asChild>
          <Link href={`/meetings/${sessionId}/record`}>
            <FileText aria-hidden />
            Read the decision record
          </Link>
        </Button>
      </article>
      {count > 0 && (
        <div id="actions" className="rounded-lg border border-border bg-surface shadow-raised">
          <h3 className="flex items-center gap-2 border-b border-border px-5 py-3 text-sm font-medium">
            <ListChecks aria-hidden className="size-4 text-muted" />
            {count} actions
          </h3>
          {planned.map((one) => (
            <div key={one.index} className="border-border not-first-of-type:border-t">
              {planned.length > 1 && (
                <h4 className="px-5 pt-3 text-xs font-medium text-muted wrap-anywhere">{one.goal}</h4>
              )}
              <ul className="divide-y divide-border">
                {one.actions.map((action) => (
                  <li
                    key={action.id}
                    className="flex flex-wrap items-baseline justify-between gap-x-4 px-5 py-2.5 text-sm"
                  >
                    <span className="min-w-0 flex-1 wrap-anywhere">{action.title}</span>
                    <time dateTime={action.due_date} title={civilDate(action.due_date)} className="text-xs text-muted">
                      due {civilDistance(action.due_date, new Date())}
                    </time>
                  </li>
                ))}
              </ul>
            </div>
          ))}
          <Link
            href={`/meetings/${sessionId}/record#actions`}
            className="flex min-h-10 items-center gap-1.5 border-t border-border px-5 text-sm font-medium text-primary hover:underline"
          >
            Steps and criteria
            <ArrowRight aria-hidden className="size-3.5" />
          </Link>
        </div>
      )}
    </Section>
  );
}
