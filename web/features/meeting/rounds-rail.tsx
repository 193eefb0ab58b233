import { Circle, CircleCheck, CircleDot, CircleSlash2 } from 'lucide-react';
import { cn } from '#components/ui/cn.ts';
import type { MeetingState, SubProblem } from './state.ts';
import { stepsOf } from './steps.ts';

const LOOK = {
  done: { icon: CircleCheck, word: 'done', tint: 'text-primary' },
  current: { icon: CircleDot, word: 'now', tint: 'text-info' },
  upcoming: { icon: Circle, word: 'to come', tint: 'text-border-strong' },
  stopped: { icon: CircleSlash2, word: 'stopped here', tint: 'text-warning' },
} as const;

/** Where the meeting is; each step that has begun leads to its place in the conversation. */
export function RoundsRail({ state, sub }: { state: MeetingState; sub: SubProblem | undefined }) {
  return (
    <nav aria-label="Steps of the meeting">
      <ol className="relative grid gap-0.5 before:absolute before:top-4 before:bottom-4 before:left-[0.9375rem] before:w-px before:bg-border">
        {stepsOf(state, sub).map((step) => {
          const { icon: Icon, word, tint } = LOOK[step.state];
          const label = (
            <>
              <Icon
                aria-hidden
                className={cn('z-1 size-4 shrink-0 bg-background', tint, step.state === 'current' && 'animate-breathe')}
              />
              <span className="min-w-0 truncate">{step.label}</span>
              <span
                className={
                  step.state === 'done' || step.state === 'upcoming' ? 'sr-only' : 'ml-auto text-2xs text-muted'
                }
              >
                {word}
              </span>
            </>
          );
          const row = 'flex h-8 items-center gap-2.5 rounded-md px-2 text-sm';
          return (
            <li key={step.id} aria-current={step.state === 'current' ? 'step' : undefined}>
              {step.state === 'upcoming' ? (
                <span className={cn(row, 'text-muted')}>{label}</span>
              ) : (
                <a
                  href={`#${step.id}`}
                  className={cn(row, 'hover:bg-hover', step.state === 'current' ? 'font-medium' : 'text-foreground')}
                >
                  {label}
                </a>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
