import type { ReactNode } from 'react';
import { Mark } from '#features/frame/mark.tsx';

/** The page of somebody who is not signed in: the mark, a heading, one form. */
export function AuthCard(props: { title: string; lead: string; children: ReactNode; footer: ReactNode }) {
  return (
    <main id="main" className="flex min-h-dvh flex-col items-center justify-center px-5 py-12">
      <div className="w-full max-w-sm">
        <div className="mb-8 flex items-center gap-2.5">
          <Mark className="size-8" />
          <span className="text-base font-semibold tracking-tight">Board of One</span>
        </div>
        <h1 className="text-2xl font-semibold">{props.title}</h1>
        <p className="mt-1.5 text-sm text-muted text-pretty">{props.lead}</p>
        <div className="mt-7">{props.children}</div>
        <p className="mt-7 border-t border-border pt-5 text-sm text-muted">{props.footer}</p>
      </div>
    </main>
  );
}
