import type { RecordPart } from '@bo1/contracts/meeting/schema';
import { ChevronRight } from 'lucide-react';
import { percent } from '#features/meeting/words.ts';
import { OptionsTable } from './options-table.tsx';

/** What each part of the question came to; its options and reasons open on demand. */
export function RecordParts({ parts }: { parts: RecordPart[] }) {
  return (
    <ol className="grid gap-3">
      {parts.map(({ index, goal, record }, at) => (
        <li key={index} className="rounded-lg border border-border bg-surface px-5 py-4">
          <h3 className="text-xs font-medium text-muted wrap-anywhere">
            Part {at + 1}: {goal}
          </h3>
          <p className="mt-1 font-semibold wrap-anywhere">{record.decision}</p>
          <p className="mt-1 text-xs text-muted wrap-anywhere">
            {percent(record.confidence)} confident. {record.confidence_basis}
          </p>
          <details className="group mt-2 print:hidden">
            <summary className="inline-flex min-h-6 list-none items-center gap-1 text-sm text-primary">
              <ChevronRight aria-hidden className="size-4 transition-transform group-open:rotate-90" />
              Options and reasons
            </summary>
            <div className="mt-3 grid gap-4">
              <OptionsTable record={record} taken={null} />
              <p className="memo whitespace-pre-line">{record.rationale}</p>
              {record.dissent.map((one) => (
                <p key={one.expert_code} className="memo border-l-2 border-warning pl-4">
                  <span className="font-semibold">{one.name}:</span> {one.view} Because: {one.reason}
                </p>
              ))}
            </div>
          </details>
        </li>
      ))}
    </ol>
  );
}
