'use client';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { cn } from '#components/ui/cn.ts';
import { useMe } from '#features/account/use-account.ts';
import { BOTTOM_BAR, FOR_ADMINS, isHere } from './destinations.ts';

/** The rail on a phone. */
export function BottomBar() {
  const path = usePathname();
  const { data: me } = useMe();
  const items = [...BOTTOM_BAR, ...(me?.role === 'admin' ? FOR_ADMINS : [])];
  return (
    <nav
      aria-label="Main"
      className="fixed inset-x-0 bottom-0 z-30 grid auto-cols-fr grid-flow-col border-t border-border bg-surface pb-[env(safe-area-inset-bottom)] md:hidden print:hidden"
    >
      {items.map((item) => {
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
