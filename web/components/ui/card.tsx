import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn.ts';

export function Card({ className, ...rest }: ComponentProps<'section'>) {
  return <section className={cn('rounded-lg border border-border bg-surface shadow-raised', className)} {...rest} />;
}

/** A card with a heading row; `aside` stands at its right. */
export function Panel(props: { title: string; hint?: ReactNode; aside?: ReactNode; children: ReactNode; id?: string }) {
  return (
    <Card id={props.id} aria-label={props.title}>
      <header className="flex items-center justify-between gap-4 border-b border-border px-5 py-3.5">
        <div>
          <h2 className="text-sm font-semibold">{props.title}</h2>
          {props.hint && <p className="mt-0.5 text-xs text-muted">{props.hint}</p>}
        </div>
        {props.aside}
      </header>
      <div className="p-5">{props.children}</div>
    </Card>
  );
}
