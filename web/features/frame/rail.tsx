'use client';
import { ExternalLink, LogOut, Plus, Search, Workflow } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { Kbd } from '#components/ui/kbd.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { signOut, useMe, useMeta } from '#features/account/use-account.ts';
import { explain } from '#http/request.ts';
import { notify } from '#features/notify/notify.tsx';
import { FOR_ADMINS, isHere, RAIL_FOOT, RAIL_GROUPS, type Destination } from './destinations.ts';
import { Mark } from './mark.tsx';

const row =
  'flex h-8 items-center gap-2.5 rounded-md px-2.5 text-sm font-medium transition-colors [&_svg]:size-4 [&_svg]:shrink-0';

function RailLink({ item }: { item: Destination }) {
  const here = isHere(usePathname(), item);
  return (
    <Link
      href={item.path}
      aria-current={here ? 'page' : undefined}
      className={cn(row, here ? 'bg-hover text-foreground' : 'text-muted hover:bg-hover hover:text-foreground')}
    >
      <item.icon aria-hidden />
      {item.label}
    </Link>
  );
}

function Person() {
  const { data: me } = useMe();
  if (!me) return <Skeleton className="h-9 w-full" />;
  return (
    <div className="flex items-center gap-2.5 px-1">
      <span
        aria-hidden
        className="grid size-7 shrink-0 place-items-center rounded-full bg-primary-soft text-xs font-semibold text-primary"
      >
        {(me.name || me.email).slice(0, 1).toUpperCase()}
      </span>
      <div className="min-w-0 flex-1 leading-tight">
        <p className="truncate text-xs font-medium">{me.name || me.email}</p>
        <p className="truncate text-2xs text-muted">{me.email}</p>
      </div>
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label="Sign out"
        title="Sign out"
        onClick={() =>
          void signOut().catch((error) => notify('You are still signed in', { tone: 'error', detail: explain(error) }))
        }
      >
        <LogOut aria-hidden />
      </Button>
    </div>
  );
}

/** The left rail, from tablets up. */
export function Rail({ onSearch }: { onSearch: () => void }) {
  const { data: me } = useMe();
  const { data: meta } = useMeta();
  return (
    <aside className="sticky top-0 hidden h-dvh w-56 shrink-0 flex-col border-r border-border bg-sunken px-3 py-4 md:flex print:hidden">
      <Link
        href="/meetings"
        className="mb-4 flex items-center gap-2.5 rounded-md px-1.5 py-1 font-semibold tracking-tight"
      >
        <Mark className="size-6" />
        Board of One
      </Link>
      <Button variant="primary" className="mb-2 w-full" asChild>
        <Link href="/meetings/new">
          <Plus aria-hidden />
          New meeting
        </Link>
      </Button>
      <button
        type="button"
        onClick={onSearch}
        className={cn(row, 'w-full text-muted hover:bg-hover hover:text-foreground')}
      >
        <Search aria-hidden />
        Search
        <span className="ml-auto flex gap-0.5">
          <Kbd>Ctrl</Kbd>
          <Kbd>K</Kbd>
        </span>
      </button>
      <nav aria-label="Main" className="mt-5 flex min-h-0 flex-1 flex-col gap-5 overflow-y-auto">
        {RAIL_GROUPS.map((group) => (
          <div key={group.title} className="grid gap-0.5">
            <p className="px-2.5 pb-1 text-2xs font-medium text-muted">{group.title}</p>
            {group.items.map((item) => (
              <RailLink key={item.path} item={item} />
            ))}
          </div>
        ))}
        <div className="mt-auto grid gap-0.5">
          {me?.role === 'admin' && meta?.temporal_ui_url && (
            <a
              href={meta.temporal_ui_url}
              target="_blank"
              rel="noreferrer"
              className={cn(row, 'text-muted hover:bg-hover hover:text-foreground')}
            >
              <Workflow aria-hidden />
              Workflows
              <ExternalLink aria-label="opens in a new tab" className="ml-auto" />
            </a>
          )}
          {[...RAIL_FOOT, ...(me?.role === 'admin' ? FOR_ADMINS : [])].map((item) => (
            <RailLink key={item.path} item={item} />
          ))}
        </div>
      </nav>
      <div className="mt-3 border-t border-border pt-3">
        <Person />
      </div>
    </aside>
  );
}
