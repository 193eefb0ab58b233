import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { cn } from '#components/ui/cn.ts';

export interface Crumb {
  label: string;
  /** A page that exists. The last crumb is the page itself and has none. */
  path?: string;
}

export function Breadcrumbs({ trail }: { trail: Crumb[] }) {
  return (
    <nav aria-label="Breadcrumb" className="min-w-0 print:hidden">
      <ol className="flex min-w-0 items-center gap-1 text-xs text-muted">
        {trail.map((crumb, index) => (
          <li
            key={crumb.label}
            className={cn('flex items-center gap-1', crumb.label.length > 20 ? 'min-w-0' : 'shrink-0')}
          >
            {index > 0 && <ChevronRight aria-hidden className="size-3.5 shrink-0" />}
            {crumb.path ? (
              <Link
                href={crumb.path}
                className="block truncate rounded px-1 py-1 hover:text-foreground hover:underline"
              >
                {crumb.label}
              </Link>
            ) : (
              <span aria-current="page" className="truncate px-1 py-1 text-foreground">
                {crumb.label}
              </span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
