import type { LucideIcon } from 'lucide-react';
import { cn } from './cn.ts';
import type { Tone } from './notice.tsx';

const TONES: Record<Tone, string> = {
  info: 'bg-info-soft text-info',
  success: 'bg-success-soft text-success',
  warning: 'bg-warning-soft text-warning',
  danger: 'bg-danger-soft text-danger',
  neutral: 'bg-sunken text-muted',
};

/** A state as icon and word: colour alone never carries it. */
export function Badge(props: { tone: Tone; icon: LucideIcon; children: string; pulse?: boolean; className?: string }) {
  const { icon: Icon } = props;
  return (
    <span
      className={cn(
        'inline-flex h-6 shrink-0 items-center gap-1.5 rounded-full px-2.5 text-xs font-medium whitespace-nowrap',
        TONES[props.tone],
        props.className,
      )}
    >
      <Icon aria-hidden className={cn('size-3.5', props.pulse && 'animate-breathe')} />
      {props.children}
    </span>
  );
}
