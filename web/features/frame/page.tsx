import type { ReactNode } from 'react';
import { cn } from '#components/ui/cn.ts';
import { Breadcrumbs, type Crumb } from './breadcrumbs.tsx';

export interface PageProps {
  title: string;
  lead?: ReactNode;
  trail?: Crumb[];
  actions?: ReactNode;
  width?: 'reading' | 'list';
  children: ReactNode;
}

/** A page's head and body at reading or list width. */
export function Page({ title, lead, trail, actions, width = 'list', children }: PageProps) {
  return (
    <div className={cn('mx-auto w-full px-5 py-7 md:px-8 md:py-9', width === 'list' ? 'max-w-5xl' : 'max-w-3xl')}>
      {trail && (
        <div className="-ml-1 mb-3">
          <Breadcrumbs trail={trail} />
        </div>
      )}
      <header className="mb-6 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h1 className="text-xl font-semibold">{title}</h1>
          {lead && <p className="mt-1 max-w-prose text-sm text-muted text-pretty">{lead}</p>}
        </div>
        {actions}
      </header>
      {children}
    </div>
  );
}
