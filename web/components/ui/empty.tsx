import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

/** Nothing here yet, and the next step. */
export function Empty(props: { icon: LucideIcon; title: string; children: ReactNode; action?: ReactNode }) {
  const { icon: Icon } = props;
  return (
    <div className="flex flex-col items-center rounded-lg border border-dashed border-border px-6 py-14 text-center">
      <span className="mb-4 grid size-11 place-items-center rounded-full bg-primary-soft text-primary">
        <Icon aria-hidden className="size-5" />
      </span>
      <h2 className="text-base font-semibold">{props.title}</h2>
      <p className="mt-1 max-w-sm text-sm text-muted text-pretty">{props.children}</p>
      {props.action && <div className="mt-5 flex flex-wrap justify-center gap-2">{props.action}</div>}
    </div>
  );
}
