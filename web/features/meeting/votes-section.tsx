import { Persona } from './persona.tsx';
import { Section } from './section.tsx';
import type { SubProblem } from './state.ts';
import { percent } from './figures.ts';

function Points({ title, points }: { title: string; points: string[] }) {
  if (!points.length) return null;
  return (
    <div className="min-w-0">
      <h4 className="text-xs font-medium text-muted">{title}</h4>
      <ul className="mt-1 grid list-disc gap-0.5 pl-4 text-sm marker:text-border-strong">
        {points.map((point) => (
          <li key={point} className="wrap-anywhere">
            {point}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What each expert recommends, with confidence, conditions and risks. */
export function VotesSection({ sub, only, idle }: { sub: SubProblem; only: string | null; idle: boolean }) {
  const votes = sub.recommendations.filter((vote) => !only || vote.expert_code === only);
  const missing = sub.experts.length - sub.recommendations.length;
  return (
    <Section id="votes" title="Votes" note="a recommendation each">
      {votes.map((vote) => {
        const expert = sub.experts.find((candidate) => candidate.expert_code === vote.expert_code);
        const name = expert?.name ?? vote.expert_code;
        return (
          <article
            key={vote.expert_code}
            className="rounded-lg border border-border bg-surface px-5 py-4 shadow-raised"
          >
            <header className="flex items-center gap-2.5">
              <Persona name={name} colour={expert?.colour ?? 'gray'} className="size-7 text-2xs" />
              <h3 className="text-sm font-semibold">{name}</h3>
              <span className="ml-auto text-xs text-muted tabular-nums">confidence {percent(vote.confidence)}</span>
            </header>
            <p className="mt-2.5 text-[0.9375rem] leading-relaxed font-medium wrap-anywhere">{vote.recommendation}</p>
            <p className="mt-1 text-sm leading-relaxed whitespace-pre-line text-muted wrap-anywhere">
              {vote.reasoning}
            </p>
            {(vote.conditions.length > 0 || vote.risks.length > 0) && (
              <div className="mt-3 grid gap-3 border-t border-border pt-3 sm:grid-cols-2">
                <Points title="Conditions" points={vote.conditions} />
                <Points title="Risks" points={vote.risks} />
              </div>
            )}
          </article>
        );
      })}
      {!idle && sub.status === 'running' && missing > 0 && (
        <p aria-live="off" className="text-sm text-muted">
          {missing === 1 ? 'One expert is' : `${missing} experts are`} still weighing it.
        </p>
      )}
    </Section>
  );
}
