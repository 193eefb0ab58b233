'use client';
import { ShieldAlert } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Empty } from '#components/ui/empty.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Loading, Skeleton } from '#components/ui/skeleton.tsx';
import { useMe } from '#features/account/use-account.ts';
import { explain } from '#http/request.ts';

/** Asks for nothing that the server would refuse: others see whose page this is. */
export function AdminsOnly({ children }: { children: ReactNode }) {
  const { data: me, isError, error, refetch } = useMe();
  if (me?.role === 'admin') return children;
  if (isError)
    return (
      <Notice
        tone="danger"
        urgent
        title="Your account could not be loaded"
        action={<Button onClick={() => void refetch()}>Try again</Button>}
      >
        {explain(error)}
      </Notice>
    );
  if (!me)
    return (
      <Loading label="Loading">
        <Skeleton className="h-40 w-full" />
      </Loading>
    );
  return (
    <Empty
      icon={ShieldAlert}
      title="For administrators"
      action={
        <Button asChild>
          <Link href="/meetings">Go to your meetings</Link>
        </Button>
      }
    >
      What meetings cost, and whom boards are chosen from, is for administrators only.
    </Empty>
  );
}
