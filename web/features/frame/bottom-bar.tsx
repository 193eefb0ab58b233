'use client';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { cn } from '#components/ui/cn.ts';
import { BOTTOM_BAR, isHere } from './destinations.ts';

/** The rail on a phone. */
export function BottomBar() {
  const path = usePathname();
  return (
    <nav
      aria-label="Main"
      className="fixed inset-x-0 bottom-0 z-30 grid grid-cols-4 border-t border-border bg-surface pb-[env(safe-area-inset-bottom)] md:hidden print:hidden"
    >
      {BOTTOM_BAR.map((item) => {
        const here = isHere(path, item);
        return (
          <Link
            key={item.path}
            href={item.path}
            aria-current={here ? 'page' : undefined}
            className={cn(
              'flex h-15 flex-col items-center justify-center gap-1 text-2xs font-medium -outline-offset-2',
              here ? 'text-primary' : 'text-muted',
            )}
          >
            <item.icon aria-hidden className="size-5" />
            {item.label}
          </Link>
        );
      })}
    </nav>
  );
}
