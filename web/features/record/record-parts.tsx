import type { RecordPart } from '@bo1/contracts/meeting/schema';
import { ChevronRight, TriangleAlert } from 'lucide-react';
import { percent } from '#features/meeting/figures.ts';
import { CitablePart, Cited } from './cited.tsx';
import { OptionsTable } from './options-table.tsx';

/** What a part weighed and why, as its record has it. */
function Details({ record }: { record: RecordPart['record'] }) {
  return (
    <div className="mt-3 grid gap-4">
      <OptionsTable record={record} taken={null} />
      <p className="memo whitespace-pre-line">
        <Cited text={record.rationale} />
      </p>
      {record.dissent.map((one) => (
        <p key={one.expert_code} className="memo border-l-2 border-warning pl-4">
          <span className="font-semibold">{one.name}:</span> <Cited text={one.view} /> Because:{' '}
          <Cited text={one.reason} />
        </p>
      ))}
      <Points title="Holds on these conditions" points={record.conditions} />
      <Points title="What would reopen it" points={record.reopen_if} />
    </div>
  );
}

function Points({ title, points }: { title: string; points: string[] }) {
  if (points.length === 0) return null;
  return (
    <div>
      <h4 className="text-xs font-medium text-muted">{title}</h4>
      <ul className="memo mt-1 grid list-disc gap-1 pl-5 marker:text-muted">
        {points.map((point) => (
          <li key={point}>
            <Cited text={point} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What each part of the question came to; its options and reasons open on demand, and are all there in print. */
export function RecordParts({ parts }: { parts: RecordPart[] }) {
  return (
    <ol className="grid gap-3">
      {parts.map(({ index, goal, record, without }, at) => (
        <li key={index} className="rounded-lg border border-border bg-surface px-5 py-4">
          <CitablePart part={index}>
            <h3 className="text-xs font-medium text-muted wrap-anywhere">
              Part {at + 1}: {goal}
            </h3>
            <p className="mt-1 font-semibold wrap-anywhere">
              <Cited text={record.decision} />
            </p>
            <p className="mt-1 text-xs text-muted wrap-anywhere">
              {percent(record.confidence)} confident. <Cited text={record.confidence_basis} />
            </p>
            {without && (
              <p className="mt-2 flex gap-1.5 text-xs wrap-anywhere">
                <TriangleAlert aria-hidden className="mt-px size-3.5 shrink-0 text-warning" />
                <span>Decided without what this came to, although it builds on it: {without.join(' ')}</span>
              </p>
            )}
            <details className="group mt-2 print:hidden">
              <summary className="inline-flex min-h-6 list-none items-center gap-1 text-sm text-primary">
                <ChevronRight aria-hidden className="size-4 transition-transform group-open:rotate-90" />
                Options and reasons
              </summary>
              <Details record={record} />
            </details>
            {/* Paper cannot be opened, and not every browser prints what is folded. */}
            <div className="hidden print:block">
              <Details record={record} />
            </div>
          </CitablePart>
        </li>
      ))}
    </ol>
  );
}
