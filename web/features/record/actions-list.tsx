import type { Action } from '@bo1/contracts/meeting/schema';
import type { Priority } from '@bo1/contracts/meeting/values';
import { CalendarDays, ChevronsDown, ChevronsUp, Equal, GitBranch, type LucideIcon } from 'lucide-react';
import { useDates } from '#features/time/locale.tsx';
import { civilDistance } from '#features/time/words.ts';

const PRIORITY: Record<Priority, { icon: LucideIcon; word: string; tint: string }> = {
  high: { icon: ChevronsUp, word: 'High priority', tint: 'text-danger' },
  medium: { icon: Equal, word: 'Medium priority', tint: 'text-warning' },
  low: { icon: ChevronsDown, word: 'Low priority', tint: 'text-info' },
};

function Lines({ title, lines, ordered }: { title: string; lines: string[]; ordered?: boolean }) {
  if (!lines.length) return null;
  const List = ordered ? 'ol' : 'ul';
  return (
    <div className="min-w-0">
      <h4 className="text-xs font-medium text-muted">{title}</h4>
      <List className={`mt-1 grid gap-1 pl-4 text-sm marker:text-muted ${ordered ? 'list-decimal' : 'list-disc'}`}>
        {lines.map((line) => (
          <li key={line} className="wrap-anywhere">
            {line}
          </li>
        ))}
      </List>
    </div>
  );
}

/** What to do, in which order, by when, and how to tell that it worked or failed. */
export function ActionsList({ actions }: { actions: Action[] }) {
  const { civilDate } = useDates();
  const numbers = new Map(actions.map((action, index) => [action.id, index + 1]));
  return (
    <ol className="grid gap-3">
      {actions.map((action, index) => {
        const { icon: Icon, word, tint } = PRIORITY[action.priority];
        const after = action.depends_on.flatMap((id) => numbers.get(id) ?? []);
        return (
          <li key={action.id} className="rounded-lg border border-border bg-surface px-5 py-4">
            <div className="flex gap-3">
              <span
                aria-hidden
                className="grid size-6 shrink-0 place-items-center rounded-full bg-sunken text-xs font-semibold tabular-nums"
              >
                {index + 1}
              </span>
              <div className="min-w-0 flex-1">
                <h3 className="text-sm leading-6 font-semibold wrap-anywhere">{action.title}</h3>
                <p className="mt-0.5 flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted">
                  <time
                    dateTime={action.due_date}
                    title={civilDate(action.due_date)}
                    className="inline-flex items-center gap-1.5"
                  >
                    <CalendarDays aria-hidden className="size-3.5" />
                    due {civilDate(action.due_date)}, {civilDistance(action.due_date, new Date())}
                  </time>
                  <span className={`inline-flex items-center gap-1.5 ${tint}`}>
                    <Icon aria-hidden className="size-3.5" />
                    {word}
                  </span>
                  {after.length > 0 && (
                    <span className="inline-flex items-center gap-1.5">
                      <GitBranch aria-hidden className="size-3.5" />
                      after {after.map((number) => `action ${number}`).join(' and ')}
                    </span>
                  )}
                </p>
                <div className="mt-3 grid gap-4 sm:grid-cols-3">
                  <Lines title="Steps" lines={action.steps} ordered />
                  <Lines title="It worked if" lines={action.success_criteria} />
                  <Lines title="Stop it if" lines={action.kill_criteria} />
                </div>
              </div>
            </div>
          </li>
        );
      })}
    </ol>
  );
}
