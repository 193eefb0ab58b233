import { CircleAlert, CircleCheck, Info, TriangleAlert, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from './cn.ts';

export type Tone = 'info' | 'success' | 'warning' | 'danger' | 'neutral';
const LOOK: Record<Tone, { box: string; icon: string; Icon: LucideIcon }> = {
  info: { box: 'border-info/25 bg-info-soft', icon: 'text-info', Icon: Info },
  success: { box: 'border-success/25 bg-success-soft', icon: 'text-success', Icon: CircleCheck },
  warning: { box: 'border-warning/25 bg-warning-soft', icon: 'text-warning', Icon: TriangleAlert },
  danger: { box: 'border-danger/25 bg-danger-soft', icon: 'text-danger', Icon: CircleAlert },
  neutral: { box: 'border-border bg-sunken', icon: 'text-muted', Icon: Info },
};

export interface NoticeProps {
  tone: Tone;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  /** Read out at once; for what the person's own act brought about. */
  urgent?: boolean;
  className?: string;
}

/** What happened, what was kept, what to do. */
export function Notice({ tone, title, children, action, urgent, className }: NoticeProps) {
  const { box, icon, Icon } = LOOK[tone];
  return (
    <div role={urgent ? 'alert' : undefined} className={cn('flex gap-3 rounded-lg border px-4 py-3', box, className)}>
      <Icon aria-hidden className={cn('mt-0.5 size-4 shrink-0', icon)} />
      <div className="min-w-0 flex-1">
        <p className="text-sm font-medium">{title}</p>
        {children && <div className="mt-0.5 text-sm text-muted wrap-anywhere">{children}</div>}
        {action && <div className="mt-2.5 flex flex-wrap gap-2">{action}</div>}
      </div>
    </div>
  );
}
