'use client';
import { Check, RotateCw } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { MeetingView } from './store.ts';

const SHOWN_MS = 4_000;

/** A quiet line while the connection is away, and a word when it is back. It hangs below the header and moves nothing. */
export function ConnectionLine({ connection, wasDown }: Pick<MeetingView, 'connection' | 'wasDown'>) {
  const back = wasDown && (connection === 'live' || connection === 'ended');
  const [told, setTold] = useState(false);
  useEffect(() => {
    setTold(false);
    if (!back) return;
    const timer = setTimeout(() => setTold(true), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [back]);
  return (
    <span
      role="status"
      className="absolute top-full right-4 mt-2 rounded-full bg-surface text-xs shadow-floating not-empty:px-3 not-empty:py-1.5 md:right-6"
    >
      {connection === 'reconnecting' && (
        <span className="inline-flex items-center gap-1.5 text-warning">
          <RotateCw aria-hidden className="size-3.5 animate-breathe" />
          reconnecting
        </span>
      )}
      {back && !told && (
        <span className="inline-flex items-center gap-1.5 text-success">
          <Check aria-hidden className="size-3.5" />
          up to date
        </span>
      )}
    </span>
  );
}
