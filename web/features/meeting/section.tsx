import type { ReactNode } from 'react';

/** A part of the conversation with its heading; the rail leads here by the id. */
export function Section(props: { id: string; title: string; note?: ReactNode; children: ReactNode }) {
  return (
    <section id={props.id} aria-labelledby={`${props.id}-title`}>
      <h2 id={`${props.id}-title`} className="mb-3 flex items-center gap-3 text-xs font-medium text-muted">
        <span className="text-sm font-semibold text-foreground">{props.title}</span>
        {props.note}
        <span aria-hidden className="h-px flex-1 bg-border" />
      </h2>
      <div className="grid gap-3">{props.children}</div>
    </section>
  );
}
