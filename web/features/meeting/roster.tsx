import { AudioLines, Check, CircleEllipsis, Minus, type LucideIcon } from 'lucide-react';
import { cn } from '#components/ui/cn.ts';
import type { Drafts } from './drafts.ts';
import { Persona } from './persona.tsx';
import { expertState, type ExpertState } from './selectors.ts';
import type { MeetingState, SubProblem } from './state.ts';

const LOOK: Record<ExpertState, { icon: LucideIcon; word: string; tint: string }> = {
  idle: { icon: Minus, word: 'idle', tint: 'text-muted' },
  thinking: { icon: CircleEllipsis, word: 'thinking', tint: 'text-info' },
  speaking: { icon: AudioLines, word: 'speaking', tint: 'text-primary' },
  done: { icon: Check, word: 'done', tint: 'text-muted' },
};

export interface RosterProps {
  state: MeetingState;
  sub: SubProblem;
  drafts: Drafts;
  chosen: string | null;
  onChoose: (expert: string | null) => void;
}

/** The board: who does what right now. A press shows only what that expert said. */
export function Roster({ state, sub, drafts, chosen, onChoose }: RosterProps) {
  return (
    <ul aria-label="The board" className="grid auto-cols-fr grid-flow-col gap-1 xl:auto-cols-auto xl:justify-start">
      {sub.experts.map((expert) => {
        const doing = expertState(state, sub, expert.expert_code, drafts);
        const { icon: Icon, word, tint } = LOOK[doing];
        const active = chosen === expert.expert_code;
        const busy = doing === 'thinking' || doing === 'speaking';
        return (
          <li key={expert.expert_code} className="min-w-0">
            <button
              type="button"
              aria-pressed={active}
              title={`${expert.name}, ${expert.archetype}. ${active ? 'Show everybody again' : 'Show only what this expert said'}`}
              onClick={() => onChoose(active ? null : expert.expert_code)}
              className={cn(
                'flex w-full min-w-0 flex-col items-center gap-1 rounded-lg px-1 py-1.5 text-left transition-colors xl:flex-row xl:gap-2.5 xl:pr-3',
                active ? 'bg-primary-soft' : 'hover:bg-hover',
              )}
            >
              <Persona
                name={expert.name}
                colour={expert.colour}
                className={cn(
                  'size-8 text-xs',
                  doing === 'speaking' && 'ring-2 ring-primary ring-offset-2 ring-offset-background',
                )}
              />
              <span className="w-full min-w-0 text-center leading-tight xl:w-auto xl:text-left">
                <span className="block truncate text-2xs font-medium xl:text-xs">
                  <span className="xl:hidden">{expert.name.split(' ')[0]}</span>
                  <span className="hidden xl:inline">{expert.name}</span>
                </span>
                <span className={cn('flex items-center justify-center gap-1 text-2xs xl:justify-start', tint)}>
                  <Icon aria-hidden className={cn('size-3 shrink-0', busy && 'animate-breathe')} />
                  {word}
                </span>
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
