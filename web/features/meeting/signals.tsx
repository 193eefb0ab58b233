import { ASPECTS } from '@bo1/contracts/meeting/values';
import { ChevronRight, Circle, CircleCheckBig, CircleDot, UsersRound } from 'lucide-react';
import { ConstraintsPanel } from './constraints-panel.tsx';
import { groupThink } from './group-think.ts';
import { SignalChart, SignalMeter, type Series } from './signal-chart.tsx';
import { sourcesOf } from './sources.ts';
import { SourceLine } from './source-line.tsx';
import type { MeetingState, SubProblem } from './state.ts';
import { share } from './figures.ts';
import { ASPECT_WORDS, DEPTH_WORDS, IMPASSE_WORDS } from './words.ts';

const DEPTH_LOOK = {
  deep: { icon: CircleCheckBig, tint: 'text-primary' },
  touched: { icon: CircleDot, tint: 'text-info' },
  none: { icon: Circle, tint: 'text-border-strong' },
} as const;

function SignalTable({ series }: { series: Series[] }) {
  return (
    <details className="group mt-2">
      <summary className="flex min-h-6 items-center gap-1 rounded text-xs text-muted hover:text-foreground">
        <ChevronRight aria-hidden className="size-3.5 transition-transform group-open:rotate-90" />
        As a table
      </summary>
      <table className="mt-1 w-full text-xs tabular-nums">
        <thead>
          <tr className="text-left text-muted">
            <th scope="col" className="py-1 font-medium">
              Round
            </th>
            {series.map(({ label }) => (
              <th scope="col" key={label} className="py-1 text-right font-medium">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {series[0]?.values.map((_, index) => (
            <tr key={index} className="border-t border-border">
              <th scope="row" className="py-1 text-left font-normal">
                {index + 1}
              </th>
              {series.map(({ label, values }) => (
                <td key={label} className="py-1 text-right">
                  {values[index] == null ? 'not measured' : share(values[index])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function Aspects({ sub }: { sub: SubProblem | undefined }) {
  const aspects = sub?.rounds.findLast((round) => round.signals)?.signals?.aspects;
  const covered = ASPECTS.filter((aspect) => aspects && aspects[aspect] !== 'none').length;
  return (
    <section aria-label="Aspects">
      <h2 className="mb-2 flex justify-between text-xs font-medium text-muted">
        Aspects
        <span className="tabular-nums">
          {covered} of {ASPECTS.length}
        </span>
      </h2>
      <ul className="grid grid-cols-2 gap-x-3 gap-y-1.5">
        {ASPECTS.map((aspect) => {
          const depth = aspects?.[aspect] ?? 'none';
          const { icon: Icon, tint } = DEPTH_LOOK[depth];
          return (
            <li
              key={aspect}
              className="flex items-center gap-1.5 text-xs"
              title={`${ASPECT_WORDS[aspect]}: ${DEPTH_WORDS[depth]}`}
            >
              <Icon aria-hidden className={`size-3.5 shrink-0 ${tint}`} />
              <span className="truncate">{ASPECT_WORDS[aspect]}</span>
              <span className="sr-only">{DEPTH_WORDS[depth]}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** What the judge and the measure of novelty say of the rounds, with aspects, sources and an impasse. */
export function Signals({
  sessionId,
  state,
  sub,
  yours,
}: {
  sessionId: string;
  state: MeetingState;
  sub: SubProblem | undefined;
  yours: boolean;
}) {
  const judged = (sub?.rounds ?? []).flatMap((round) => (round.signals ? [round.signals] : []));
  const series: Series[] = [
    {
      label: 'Agreement',
      hint: 'How far the stances agree, as the judge reads them',
      colour: 'var(--chart-agreement)',
      values: judged.map((s) => s.agreement),
    },
    {
      label: 'Novelty',
      hint: 'The share of sentences that repeat nothing said before',
      colour: 'var(--chart-novelty)',
      values: judged.map((s) => s.novelty),
    },
    {
      label: 'Conflict',
      hint: 'How strongly stances oppose each other, as the judge reads them',
      colour: 'var(--chart-conflict)',
      values: judged.map((s) => s.conflict),
    },
  ];
  const swayed = sub ? groupThink(sub) : null;
  const asides = (sub?.rounds ?? []).flatMap((round) => round.asides);
  const sources = sourcesOf(sub ? [sub] : []);
  const impasse = asides.find((aside) => aside.kind === 'impasse');
  return (
    <div className="grid gap-6">
      <section aria-label="Signals">
        <h2 className="mb-2 text-xs font-medium text-muted">
          {['Signals', 'Signals after round 1'][judged.length] ?? 'Signals by round'}
        </h2>
        {judged.length === 0 && <p className="text-xs text-muted">Measured after each round.</p>}
        {judged.length === 1 && (
          <div className="grid gap-2.5">
            {series.map((one) => (
              <SignalMeter key={one.label} {...one} />
            ))}
          </div>
        )}
        {judged.length > 1 && (
          <>
            <div className="grid gap-2">
              {series.map((one) => (
                <SignalChart key={one.label} {...one} />
              ))}
            </div>
            <SignalTable series={series} />
          </>
        )}
      </section>
      {judged.length > 0 && <Aspects sub={sub} />}
      {swayed !== null && (
        <section aria-label="Quick agreement" className="rounded-lg border border-warning/25 bg-warning-soft p-3">
          <h2 className="flex items-center gap-1.5 text-xs font-medium text-warning">
            <UsersRound aria-hidden className="size-3.5" />
            Agreed quickly, tested little
          </h2>
          <p className="mt-1 text-xs text-muted">
            In round {swayed} the experts moved together without much that was new. Weigh what spoke against it before
            you follow them.
          </p>
        </section>
      )}
      {impasse?.kind === 'impasse' && (
        <section aria-label="Impasse" className="rounded-lg border border-warning/25 bg-warning-soft p-3">
          <h2 className="text-xs font-medium text-warning">Impasse: {IMPASSE_WORDS[impasse.path]}</h2>
          <p className="mt-1 text-xs text-muted">{impasse.text}</p>
        </section>
      )}
      {sources.length > 0 && (
        <section aria-label="Sources">
          <h2 className="mb-2 text-xs font-medium text-muted">Sources</h2>
          <ul className="grid gap-1.5 text-xs">
            {sources.map((source) => (
              <SourceLine key={source.url} source={{ ...source, snippet: '' }} />
            ))}
          </ul>
        </section>
      )}
      <ConstraintsPanel sessionId={sessionId} state={state} yours={yours} />
    </div>
  );
}
