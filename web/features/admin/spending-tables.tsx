import type { ContributionSpending, LedgerAttempt, TemplateSpending } from '@bo1/contracts/spending/schema';
import type { ReactNode } from 'react';
import { Panel } from '#components/ui/card.tsx';
import { count, dollarsInColumn } from './words.ts';

const STATE_WORDS = { reserved: 'in flight', settled: 'settled', presumed: 'presumed' } as const;

/** Columns of words; all others are of figures, which stand below each other. */
const WORDS = new Set(['Model', 'Prompt', 'State', 'Request']);

const EDGES = 'py-1.5 pr-4 first:pl-5 last:pr-5';
/** Stays in view while its row is scrolled past it. */
const NAME = `sticky left-0 bg-surface text-left max-sm:max-w-48 max-sm:min-w-36 max-sm:wrap-anywhere sm:whitespace-nowrap ${EDGES}`;

/** A table that scrolls by itself where the page is narrow. The first column names its row. */
function Table(props: { label: string; heads: string[]; rows: { key: string; cells: ReactNode[] }[] }) {
  const [name, ...heads] = props.heads;
  const columns = heads.map((head) => `${EDGES} ${WORDS.has(head) ? 'text-left' : 'text-right'}`);
  return (
    <div role="region" aria-label={props.label} tabIndex={0} className="-mx-5 overflow-x-auto">
      <table className="w-full text-xs tabular-nums">
        <thead>
          <tr className="text-muted">
            <th scope="col" className={`font-medium ${NAME}`}>
              {name}
            </th>
            {heads.map((head, index) => (
              <th key={head} scope="col" className={`font-medium ${columns[index]}`}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.rows.map(({ key, cells }) => (
            <tr key={key} className="border-t border-border align-top">
              <th scope="row" className={`font-normal ${NAME}`}>
                {cells[0]}
              </th>
              {cells.slice(1).map((cell, index) => (
                <td key={index} className={`whitespace-nowrap ${columns[index]}`}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const tokensOf = (one: LedgerAttempt | TemplateSpending | ContributionSpending) =>
  [one.input_tokens, one.cache_read_tokens, one.cache_write_tokens, one.output_tokens].map(count);
const TOKENS = ['Input', 'From cache', 'To cache', 'Output'];

export function TemplatesTable({ templates }: { templates: TemplateSpending[] }) {
  return (
    <Panel title="Prompt templates" hint="Tokens and cost of all closed calls.">
      <Table
        label="Table of prompt templates"
        heads={['Template', 'Calls', ...TOKENS, 'Average input', 'Largest input', 'Cost']}
        rows={templates.map((one) => ({
          key: one.template,
          cells: [
            one.template,
            count(one.attempts),
            ...tokensOf(one),
            count(one.input_mean),
            count(one.input_max),
            dollarsInColumn(one.cost),
          ],
        }))}
      />
    </Panel>
  );
}

/** A hash as it is compared by eye; whole on hover. */
const Hash = ({ of }: { of: string }) => (
  <span title={of} className="font-mono text-2xs">
    {of.slice(0, 12)}
  </span>
);

/** Who said what, by which model, from which prompt, at which price. */
export function ContributionsTable({ contributions }: { contributions: ContributionSpending[] }) {
  const several = contributions.some((one) => one.sub_problem_index > 0);
  const place = (one: ContributionSpending) =>
    `${several ? `Part ${one.sub_problem_index + 1}, round` : 'Round'} ${one.round}: ${one.name}`;
  return (
    <Panel title="Contributions" hint="All attempts of a call together, those that died included.">
      <Table
        label="Table of contributions"
        heads={['Contribution', 'Model', 'Prompt', ...TOKENS, 'Attempts', 'Cost']}
        rows={contributions.map((one) => ({
          key: one.contribution_id,
          cells: [
            place(one),
            `${one.provider} · ${one.model}`,
            <Hash key="hash" of={one.prompt_hash} />,
            ...tokensOf(one),
            count(one.attempts),
            dollarsInColumn(one.cost),
          ],
        }))}
      />
    </Panel>
  );
}

export function AttemptsTable({ attempts }: { attempts: LedgerAttempt[] }) {
  return (
    <Panel title="Calls" hint="Each attempt of each call, as the ledger has it. Presumed: it died, and counts in full.">
      <Table
        label="Table of calls"
        heads={['Call', 'Model', 'Prompt', 'State', ...TOKENS, 'Held', 'Cost', 'Request']}
        rows={attempts.map((one) => ({
          key: `${one.call_key} ${one.number}`,
          cells: [
            one.number > 1 ? `${one.call_key} (attempt ${one.number})` : one.call_key,
            `${one.provider} · ${one.model}`,
            <Hash key="hash" of={one.prompt_hash} />,
            STATE_WORDS[one.state] + (one.failure ? `: ${one.failure}` : ''),
            ...tokensOf(one),
            dollarsInColumn(one.reserved),
            dollarsInColumn(one.cost),
            one.request_id ?? '–',
          ],
        }))}
      />
    </Panel>
  );
}
