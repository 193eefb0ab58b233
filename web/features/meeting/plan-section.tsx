import { Library, Route, UsersRound, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Persona } from './persona.tsx';
import { Section } from './section.tsx';
import type { MeetingState, SubProblem } from './state.ts';
import { CONTEXT_WORDS } from './words.ts';

function Line({ icon: Icon, title, children }: { icon: LucideIcon; title: string; children: ReactNode }) {
  return (
    <div className="flex gap-3 px-4 py-3">
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
      <div className="min-w-0 flex-1 text-sm">
        <h3 className="font-medium">{title}</h3>
        <div className="text-muted wrap-anywhere">{children}</div>
      </div>
    </div>
  );
}

/** How the board prepares: the route, what it knows, how it cuts the problem, and who sits at the table. */
export function PlanSection({ state, sub }: { state: MeetingState; sub: SubProblem | undefined }) {
  const { route, context, planRationale, subProblems } = state;
  const asking = state.questions.some((question) => question.state === 'open');
  if (asking || (!route && !planRationale)) return null;
  const known = context ?? [];
  return (
    <Section id="plan" title={route?.route === 'single' ? 'Route' : 'Plan'}>
      <div className="divide-y divide-border rounded-lg border border-border bg-surface shadow-raised">
        {route && (
          <Line
            icon={Route}
            title={
              route.route === 'board'
                ? route.insisted
                  ? 'A full board, as you asked'
                  : 'A full board'
                : 'One expert is enough'
            }
          >
            {route.insisted ? null : route.reason}
          </Line>
        )}
        {known.length > 0 && (
          <Line icon={Library} title="What the board knows of you">
            <ul>
              {known.map((item) => (
                <li key={item.kind + item.label + item.ref}>
                  {[...new Set([CONTEXT_WORDS[item.kind], item.label])].join(': ')}
                </li>
              ))}
            </ul>
          </Line>
        )}
        {planRationale && (
          <Line icon={Route} title={subProblems.length === 1 ? 'One question' : `${subProblems.length} questions`}>
            <p>{planRationale}</p>
            <ol className="mt-1.5 grid gap-1 text-foreground">
              {subProblems.map((one) => (
                <li key={one.index} className="flex items-baseline justify-between gap-4">
                  <span>{one.goal}</span>
                  {one.complexity !== null && (
                    <span className="shrink-0 text-xs text-muted tabular-nums">complexity {one.complexity} of 10</span>
                  )}
                </li>
              ))}
            </ol>
          </Line>
        )}
        {!!sub?.experts.length && (
          <Line
            icon={UsersRound}
            title={sub.experts.length === 1 ? 'At the table' : `${sub.experts.length} experts at the table`}
          >
            <ul className="mt-2 grid gap-2.5">
              {sub.experts.map((expert) => (
                <li key={expert.expert_code} className="flex gap-2.5">
                  <Persona name={expert.name} colour={expert.colour} className="size-6 text-[0.625rem]" />
                  <span className="min-w-0">
                    <span className="text-foreground">{expert.name}</span>, {expert.archetype}. {expert.reason}
                  </span>
                </li>
              ))}
            </ul>
          </Line>
        )}
      </div>
    </Section>
  );
}
