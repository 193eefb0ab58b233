'use client';
import type { SessionList } from '@bo1/contracts/meeting/schema';
import { useQuery } from '@tanstack/react-query';
import { Command } from 'cmdk';
import { LogOut, Presentation } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { Dialog } from 'radix-ui';
import { useFocusReturn } from '#components/ui/focus-return.ts';
import { signOut, useMe } from '#features/account/use-account.ts';
import { STATUS_LOOK } from '#features/meetings/status.ts';
import { api } from '#http/request.ts';
import { ALL_PAGES, FOR_ADMINS } from './destinations.ts';

const item =
  'flex h-9 cursor-default items-center gap-2.5 rounded-md px-2.5 text-sm data-[selected=true]:bg-hover [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted';
const heading =
  '[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-3 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-2xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-muted';

/** All words that were typed occur, in any order. */
const fits = (value: string, typed: string, keywords: string[] = []): number => {
  const text = `${value} ${keywords.join(' ')}`.toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
    ? 1
    : 0;
};

/** Every page and the last meetings, by typing. */
export default function CommandMenu({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const router = useRouter();
  const focusReturn = useFocusReturn();
  const { data: me } = useMe();
  const pages = [...ALL_PAGES, ...(me?.role === 'admin' ? FOR_ADMINS : [])];
  const recent = useQuery({
    queryKey: ['meetings', 'recent'],
    queryFn: ({ signal }) => api.get<SessionList>('/sessions?limit=8', signal),
    enabled: open,
  });
  const go = (path: string) => {
    onOpenChange(false);
    router.push(path);
  };
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-50 animate-enter bg-scrim" />
        <Dialog.Content
          aria-describedby={undefined}
          {...focusReturn}
          className="fixed top-[12vh] left-1/2 z-50 w-[calc(100vw-2rem)] max-w-xl -translate-x-1/2 animate-enter overflow-hidden rounded-xl border border-border bg-surface shadow-floating"
        >
          <Dialog.Title className="sr-only">Search pages and meetings</Dialog.Title>
          <Command loop label="Search pages and meetings" filter={fits}>
            <Command.Input
              placeholder="Go to a page or a meeting"
              className="h-12 w-full border-b border-border bg-transparent px-4 text-sm -outline-offset-2 placeholder:text-muted"
            />
            <Command.List aria-label="Results" className={`max-h-[50vh] overflow-y-auto px-2 pb-2 ${heading}`}>
              <Command.Empty className="px-2.5 py-8 text-center text-sm text-muted">
                Nothing by that name.
              </Command.Empty>
              <Command.Group heading="Pages">
                {pages.map((page) => (
                  <Command.Item
                    key={page.path}
                    value={page.label}
                    {...(page.keywords && { keywords: page.keywords })}
                    onSelect={() => go(page.path)}
                    className={item}
                  >
                    <page.icon aria-hidden />
                    {page.label}
                  </Command.Item>
                ))}
                <Command.Item value="Sign out" onSelect={() => void signOut()} className={item}>
                  <LogOut aria-hidden />
                  Sign out
                </Command.Item>
              </Command.Group>
              {!!recent.data?.sessions.length && (
                <Command.Group heading="Last meetings">
                  {recent.data.sessions.map((meeting) => (
                    <Command.Item
                      key={meeting.id}
                      value={`${meeting.problem_statement} ${meeting.id}`}
                      onSelect={() => go(`/meetings/${meeting.id}`)}
                      className={item}
                    >
                      <Presentation aria-hidden />
                      <span className="truncate">{meeting.problem_statement}</span>
                      <span className="ml-auto shrink-0 text-xs text-muted">{STATUS_LOOK[meeting.status].word}</span>
                    </Command.Item>
                  ))}
                </Command.Group>
              )}
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
