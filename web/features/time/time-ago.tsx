'use client';
import { useEffect, useState } from 'react';
import { useDates } from './locale.tsx';
import { ago } from './words.ts';

/** Milliseconds since 1970, again every `everyMs` while somebody looks. */
export function useNow(everyMs: number, active = true): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!active) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs, active]);
  return now;
}

/** "3 minutes ago", exact on hover. */
export function TimeAgo({ at, className }: { at: string; className?: string }) {
  const now = useNow(30_000);
  const { exact } = useDates();
  return (
    <time dateTime={at} title={exact(at)} className={className} suppressHydrationWarning>
      {ago(Date.parse(at), now)}
    </time>
  );
}
