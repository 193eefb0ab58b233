import type { DecisionRecord, SessionDetail, TrackedAction } from '@bo1/contracts/meeting/schema';
import { AlarmClock } from 'lucide-react';
import dynamic from 'next/dynamic';
import type { ReactNode } from 'react';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { percent } from '#features/meeting/figures.ts';
import { useDates } from '#features/time/locale.tsx';
import { ActionsList } from './actions-list.tsx';
import { ChoiceView } from './choice-view.tsx';
import { Citable, Cited, SourcesList } from './cited.tsx';
import { MissingNotice } from './missing-notice.tsx';
import { OptionsTable } from './options-table.tsx';

// It reads the meeting's log and brings the reducer along: the decision does not wait for it.
const HowItGotThere = dynamic(() => import('./how-it-got-there.tsx').then((module) => module.HowItGotThere), {
  ssr: false,
});

// What the owner changes comes a moment after what everybody reads.
const YourChoice = dynamic(() => import('./your-choice.tsx').then((module) => module.YourChoice), {
  ssr: false,
  loading: () => <Skeleton className="h-24 w-full" />,
});
const ActionControls = dynamic(() => import('./action-controls.tsx').then((module) => module.ActionControls), {
  ssr: false,
  loading: () => <Skeleton className="mt-2 h-9 w-60" />,
});
const AddAction = dynamic(() => import('./add-action.tsx').then((module) => module.AddAction), { ssr: false });
const Remind = dynamic(() => import('./add-action.tsx').then((module) => module.Remind), { ssr: false });
// Most questions are decided in one.
const RecordParts = dynamic(() => import('./record-parts.tsx').then((module) => module.RecordParts), { ssr: false });

function Part({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section id={id} aria-labelledby={`${id}-title`} className="mt-10 scroll-mt-8 print:mt-6">
      <h2 id={`${id}-title`} className="mb-3 text-base font-semibold">
        {title}
      </h2>
      {children}
    </section>
  );
}

/** `after` stands below a point. */
function Points({ points, after }: { points: string[]; after?: (point: string) => ReactNode }) {
  return (
    <ul className="memo grid list-disc gap-1.5 pl-5 marker:text-muted">
      {points.map((point) => (
        <li key={point}>
          <Cited text={point} />
          {after?.(point)}
        </li>
      ))}
    </ul>
  );
}

/** How sure the board is, as a bar and a number, and what that rests on. */
function Confidence({ record }: { record: DecisionRecord }) {
  return (
    <div className="mt-5 grid gap-x-5 gap-y-2 sm:grid-cols-[9rem_minmax(0,1fr)]">
      <div>
        <p className="flex items-baseline justify-between text-sm">
          <span className="text-muted">Confidence</span>
          <span className="font-semibold tabular-nums">{percent(record.confidence)}</span>
        </p>
        <div aria-hidden className="mt-1.5 h-1.5 overflow-hidden rounded-full bg-hover">
          <div className="h-full rounded-full bg-primary" style={{ width: `${record.confidence * 100}%` }} />
        </div>
      </div>
      <p className="text-sm text-muted wrap-anywhere">
        <Cited text={record.confidence_basis} />
      </p>
    </div>
  );
}

const isOpen = ({ status }: TrackedAction): boolean => status === 'todo' || status === 'in_progress';

/** When somebody will look whether it has come to that. */
function Reminders({ of }: { of: TrackedAction[] }) {
  const { civilDate } = useDates();
  return of.filter(isOpen).map(({ id, due_date }) => (
    <p key={id} className="flex items-center gap-1.5 font-sans text-xs text-muted">
      <AlarmClock aria-hidden className="size-3.5" />
      To be looked at on {civilDate(due_date)}
    </p>
  ));
}

function Dissent({ record }: { record: DecisionRecord }) {
  if (!record.dissent.length) return <p className="memo text-muted">Nobody disagreed with the decision.</p>;
  return (
    <div className="grid gap-4">
      {record.dissent.map((one) => (
        <blockquote key={one.expert_code} className="border-l-2 border-warning pl-4">
          <p className="text-sm font-semibold">{one.name}</p>
          <p className="memo mt-0.5">
            <Cited text={one.view} />
          </p>
          <p className="memo mt-1 text-muted">
            Because: <Cited text={one.reason} />
          </p>
        </blockquote>
      ))}
    </div>
  );
}

/** What a record's page shows, whoever reads it. */
export type ReadableRecord = Pick<
  SessionDetail,
  'parts' | 'missing' | 'choice' | 'actions' | 'sources' | 'ended_at' | 'simulated'
> & {
  record: DecisionRecord;
};

export interface DecisionRecordProps {
  of: ReadableRecord;
  /** Id of the meeting, where the reader may look into its log. */
  log?: string;
  /** It is the reader's own: they can choose, and keep actions up to date. */
  yours?: boolean;
}

/** The decision record, in the order in which somebody reads it who was not there. */
export const DecisionRecordView = (props: DecisionRecordProps) => (
  <Citable sources={props.of.sources}>
    <Sections {...props} />
  </Citable>
);

function Sections({ of, log, yours = false }: DecisionRecordProps) {
  const own = yours ? log : undefined;
  const { exact } = useDates();
  const { record, choice } = of;
  return (
    <article className="pb-12">
      <p className="text-xs text-muted">
        Decision record
        {of.ended_at && (
          <>
            , <time dateTime={of.ended_at}>{exact(of.ended_at)}</time>
          </>
        )}
        {of.simulated && ', written by a simulated model'}
      </p>
      <h1 className="mt-2 font-serif text-[1.375rem] leading-snug font-medium text-muted wrap-anywhere">
        {record.question}
      </h1>
      <p className="mt-4 font-serif text-[1.75rem] leading-tight font-semibold tracking-tight text-balance wrap-anywhere md:text-[2rem]">
        <Cited text={record.decision} />
      </p>
      <Confidence record={record} />
      {of.missing && <MissingNotice missing={of.missing} several={of.parts.length > 1} own={own} />}
      {own ? (
        <Part id="choice" title="Your choice">
          <YourChoice sessionId={own} options={record.options.map(({ title }) => title)} choice={choice} />
        </Part>
      ) : (
        choice && (
          <Part id="choice" title="What was chosen">
            <ChoiceView choice={choice} />
          </Part>
        )
      )}
      <Part id="options" title="Options">
        <OptionsTable record={record} taken={choice?.option ?? null} />
      </Part>
      <Part id="rationale" title="Why">
        <p className="memo whitespace-pre-line">
          <Cited text={record.rationale} />
        </p>
      </Part>
      <Part id="dissent" title="Who disagreed and why">
        <Dissent record={record} />
      </Part>
      {record.conditions.length > 0 && (
        <Part id="conditions" title="Holds on these conditions">
          <Points points={record.conditions} />
        </Part>
      )}
      {record.reopen_if.length > 0 && (
        <Part id="reopen" title="What would reopen it">
          <Points
            points={record.reopen_if}
            after={(trigger) => (
              <>
                <Reminders of={of.actions.filter(({ reminder_of }) => reminder_of === trigger)} />
                {own && <Remind sessionId={own} trigger={trigger} />}
              </>
            )}
          />
        </Part>
      )}
      {of.parts.length > 0 && (
        <Part id="parts" title="Decided in parts">
          <RecordParts parts={of.parts} />
        </Part>
      )}
      {(of.actions.length > 0 || own) && (
        <Part id="actions" title="Actions">
          <ActionsList
            actions={of.actions}
            goals={of.parts}
            {...(own && { controls: (action) => <ActionControls sessionId={own} action={action} /> })}
          />
          {own && <AddAction sessionId={own} anyOpen={of.actions.some(isOpen)} />}
        </Part>
      )}
      {of.sources.length > 0 && (
        <Part id="sources" title="Sources">
          <SourcesList sources={of.sources} />
        </Part>
      )}
      {log && (
        <Part id="way" title="How the board got there">
          <HowItGotThere sessionId={log} />
        </Part>
      )}
    </article>
  );
}
