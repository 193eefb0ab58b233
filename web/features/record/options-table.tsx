import type { DecisionRecord } from '@bo1/contracts/meeting/schema';
import { Check, Users } from 'lucide-react';
import { cn } from '#components/ui/cn.ts';
import { Cited } from './cited.tsx';

const badge = 'mt-1 mr-1 inline-flex items-center gap-1 rounded-full px-2 py-0.5 text-2xs font-medium';

/** Whose choice an option is: the board's, the person's, both or nobody's. */
function Marks({ board, person }: { board: boolean; person: boolean }) {
  return (
    <>
      {board && (
        <span className={cn(badge, 'bg-primary text-on-primary')}>
          <Users aria-hidden className="size-3" />
          the board’s choice
        </span>
      )}
      {person && (
        <span className={cn(badge, 'border border-primary bg-surface text-primary')}>
          <Check aria-hidden className="size-3" />
          chosen
        </span>
      )}
    </>
  );
}

/** Options side by side, trade-offs as rows; one below the other where there is no room for columns. */
export function OptionsTable({ record, taken }: { record: DecisionRecord; taken: string | null }) {
  const chosen = (title: string) => title === record.chosen_option;
  return (
    <>
      <div className="hidden overflow-hidden rounded-lg border border-border md:block print:block">
        <table className="w-full table-fixed border-collapse bg-surface text-sm">
          <thead>
            <tr className="border-b border-border align-top">
              <th scope="col" className="w-32 px-4 py-3 text-left text-xs font-medium text-muted">
                Trade-off
              </th>
              {record.options.map((option) => (
                <th
                  scope="col"
                  key={option.title}
                  className={cn(
                    'border-l border-border px-4 py-3 text-left wrap-anywhere',
                    chosen(option.title) && 'bg-primary-soft',
                  )}
                >
                  <span className="block font-semibold">{option.title}</span>
                  <span className="mt-0.5 block text-xs font-normal text-muted">
                    <Cited text={option.summary} />
                  </span>
                  <Marks board={chosen(option.title)} person={option.title === taken} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {record.criteria.map((criterion, row) => (
              <tr key={criterion} className="border-b border-border align-top last:border-0">
                <th scope="row" className="px-4 py-2.5 text-left text-xs font-medium text-muted wrap-anywhere">
                  {criterion}
                </th>
                {record.options.map((option) => (
                  <td
                    key={option.title}
                    className={cn(
                      'border-l border-border px-4 py-2.5 wrap-anywhere',
                      chosen(option.title) && 'bg-primary-soft',
                    )}
                  >
                    <Cited text={option.assessments[row] ?? '–'} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="grid gap-3 md:hidden print:hidden">
        {record.options.map((option) => (
          <section
            key={option.title}
            aria-label={option.title}
            className={cn(
              'rounded-lg border p-4',
              chosen(option.title) ? 'border-primary/40 bg-primary-soft' : 'border-border bg-surface',
            )}
          >
            <h3 className="font-semibold wrap-anywhere">{option.title}</h3>
            <p className="mt-0.5 text-sm text-muted">
              <Cited text={option.summary} />
            </p>
            <Marks board={chosen(option.title)} person={option.title === taken} />
            <dl className="mt-3 grid gap-2 border-t border-border pt-3 text-sm">
              {record.criteria.map((criterion, row) => (
                <div key={criterion}>
                  <dt className="text-xs text-muted">{criterion}</dt>
                  <dd className="wrap-anywhere">
                    <Cited text={option.assessments[row] ?? '–'} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </>
  );
}
