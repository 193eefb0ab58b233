import type { TrackedAction } from '@bo1/contracts/meeting/schema';
import type { Priority } from '@bo1/contracts/meeting/values';
import { ACTION_STATUS_WORDS } from '@bo1/contracts/record/values';
import {
  CalendarDays,
  ChevronsDown,
  ChevronsUp,
  Equal,
  GitBranch,
  Plus,
  UserRound,
  type LucideIcon,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from '#components/ui/cn.ts';
import { useDates } from '#features/time/locale.tsx';
import { civilDistance } from '#features/time/words.ts';
import { Cited, CitablePart } from './cited.tsx';
import { ACTION_LOOK } from './looks.ts';

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
            <Cited text={line} />
          </li>
        ))}
      </List>
    </div>
  );
}

interface ActionItemProps {
  action: TrackedAction;
  number: number;
  /** Numbers of the actions that come first. */
  after: number[];
  heading: 'h3' | 'h4';
  controls?: ReactNode;
}

function ActionItem({ action, number, after, heading: Heading, controls }: ActionItemProps) {
  const { civilDate } = useDates();
  const { icon: Icon, word, tint } = PRIORITY[action.priority];
  const { icon: State, tint: stateTint } = ACTION_LOOK[action.status];
  const over = action.status === 'done' || action.status === 'dropped';
  return (
    <li className="rounded-lg border border-border bg-surface px-5 py-4">
      <div className="flex gap-3">
        <span
          aria-hidden
          className="grid size-6 shrink-0 place-items-center rounded-full bg-sunken text-xs font-semibold tabular-nums"
        >
          {number}
        </span>
        <div className="min-w-0 flex-1">
          <Heading
            className={cn(
              'text-sm leading-6 font-semibold wrap-anywhere',
              action.status === 'dropped' && 'text-muted line-through',
            )}
          >
            {action.title}
          </Heading>
          <p className="mt-0.5 flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted">
            <span
              className={cn('items-center gap-1.5', stateTint, controls ? 'hidden print:inline-flex' : 'inline-flex')}
            >
              <State aria-hidden className="size-3.5" />
              {ACTION_STATUS_WORDS[action.status]}
            </span>
            <time
              dateTime={action.due_date}
              title={civilDate(action.due_date)}
              className="inline-flex items-center gap-1.5"
            >
              <CalendarDays aria-hidden className="size-3.5" />
              due {civilDate(action.due_date)}
              {!over && `, ${civilDistance(action.due_date, new Date())}`}
            </time>
            <span className={`inline-flex items-center gap-1.5 ${tint}`}>
              <Icon aria-hidden className="size-3.5" />
              {word}
            </span>
            {action.owner !== null && (
              <span className="inline-flex min-w-0 items-center gap-1.5">
                <UserRound aria-hidden className="size-3.5 shrink-0" />
                <span className="wrap-anywhere">
                  <span className="sr-only">Owner: </span>
                  {action.owner}
                </span>
              </span>
            )}
            {action.sub_problem_index === null && (
              <span className="inline-flex items-center gap-1.5">
                <Plus aria-hidden className="size-3.5" />
                added to the board’s plan
              </span>
            )}
            {after.length > 0 && (
              <span className="inline-flex items-center gap-1.5">
                <GitBranch aria-hidden className="size-3.5" />
                after {after.map((one) => `action ${one}`).join(' and ')}
              </span>
            )}
          </p>
          {action.reminder_of !== null && (
            <p className="mt-1.5 text-sm text-muted wrap-anywhere">Would reopen the decision: {action.reminder_of}</p>
          )}
          {controls}
          <div className="mt-3 grid gap-4 sm:grid-cols-3">
            <CitablePart part={action.sub_problem_index}>
              <Lines title="Steps" lines={action.steps} ordered />
              <Lines title="It worked if" lines={action.success_criteria} />
              <Lines title="Stop it if" lines={action.kill_criteria} />
            </CitablePart>
          </div>
        </div>
      </div>
    </li>
  );
}

export interface ActionsListProps {
  actions: TrackedAction[];
  /** Goals of the parts, where the meeting had several: actions stand under theirs. */
  goals?: { index: number; goal: string }[];
  /** What the reader may change of an action; nothing where the list is read only. */
  controls?: (action: TrackedAction) => ReactNode;
}

/** What to do, in which order, by when, where it stands, and how to tell that it worked or failed. */
export function ActionsList({ actions, goals = [], controls }: ActionsListProps) {
  const numbers = new Map(actions.map((action, index) => [action.id, index + 1]));
  const list = (shown: TrackedAction[], heading: 'h3' | 'h4') => (
    <ol className="grid gap-3">
      {shown.map((action) => (
        <ActionItem
          key={action.id}
          action={action}
          number={numbers.get(action.id)!}
          after={action.depends_on.flatMap((id) => numbers.get(id) ?? [])}
          heading={heading}
          controls={controls?.(action)}
        />
      ))}
    </ol>
  );
  const groups = goals
    .map(({ index, goal }) => ({ goal, own: actions.filter((action) => action.sub_problem_index === index) }))
    .filter(({ own }) => own.length > 0);
  const added = actions.filter((action) => action.sub_problem_index === null);
  if (groups.length < 2) return list(actions, 'h3');
  return (
    <div className="grid gap-6">
      {groups.map(({ goal, own }) => (
        <section key={goal} aria-label={goal}>
          <h3 className="mb-2 text-sm font-medium text-muted wrap-anywhere">{goal}</h3>
          {list(own, 'h4')}
        </section>
      ))}
      {added.length > 0 && (
        <section aria-label="Added to the plan">
          <h3 className="mb-2 text-sm font-medium text-muted">Added to the plan</h3>
          {list(added, 'h4')}
        </section>
      )}
    </div>
  );
}
