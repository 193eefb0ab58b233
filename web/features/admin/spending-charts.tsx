import type { SessionSpending } from '@bo1/contracts/spending/schema';
import { Panel } from '#components/ui/card.tsx';
import { count, dollars, partWords } from './words.ts';

interface Bar {
  label: string;
  value: number;
  said: string;
}

/** Amounts side by side, each with its figure beside it; the longest bar is the largest amount. */
function Bars({ bars, colour }: { bars: Bar[]; colour: string }) {
  const most = Math.max(...bars.map(({ value }) => value), Number.MIN_VALUE);
  return (
    <dl className="grid gap-2">
      {bars.map(({ label, value, said }) => (
        <div key={label} className="flex items-center gap-3 text-sm">
          <dt className="w-36 shrink-0 truncate" title={label}>
            {label}
          </dt>
          <dd className="flex min-w-0 flex-1 items-center gap-3">
            <span aria-hidden className="h-2.5 min-w-0 flex-1">
              <span
                className="block h-full min-w-0.5 rounded-sm"
                style={{ width: `${(value / most) * 100}%`, background: colour }}
              />
            </span>
            <span className="w-20 shrink-0 text-right tabular-nums">{said}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Where the money went: over the course of the meeting, and how much input each prompt template needs. */
export function SpendingCharts({ spending }: { spending: SessionSpending }) {
  const { by_part, by_template } = spending;
  if (by_template.length === 0) return null;
  const several = by_part.some(({ sub_problem_index: index }) => (index ?? 0) > 0);
  const course = by_part.map((part) => ({
    label: partWords(part, several),
    value: Number(part.cost),
    said: dollars(part.cost),
  }));
  const weights = by_template
    .map((one) => ({ label: one.template, value: one.input_mean, said: count(one.input_mean) }))
    .toSorted((a, b) => b.value - a.value);
  return (
    <div className="grid gap-6 lg:grid-cols-2">
      <Panel title="Over the meeting" hint="What each part cost.">
        <Bars bars={course} colour="var(--chart-agreement)" />
      </Panel>
      <Panel title="Input by prompt" hint="Tokens of an average prompt, cached or not.">
        <Bars bars={weights} colour="var(--chart-novelty)" />
      </Panel>
    </div>
  );
}
