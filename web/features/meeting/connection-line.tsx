'use client';
import { Check, LogIn, RotateCw, WifiOff } from 'lucide-react';
import { usePathname, useSearchParams } from 'next/navigation';
import { useEffect, useState } from 'react';
import { signInPath } from '#http/return-path.ts';
import type { MeetingView } from './store.ts';

const SHOWN_MS = 4_000;
const PIECE = 'inline-flex items-center gap-1.5';

interface ConnectionLineProps extends Pick<MeetingView, 'connection' | 'wasDown'> {
  /** The sign-in has lapsed: nothing new comes until somebody signs in. */
  signedOut: boolean;
}

/** A quiet line while the connection is away, and a word when it is back. It hangs below the header and moves nothing. */
export function ConnectionLine({ connection, wasDown, signedOut }: ConnectionLineProps) {
  const params = useSearchParams();
  const path = usePathname();
  const back = wasDown && (connection === 'live' || connection === 'ended');
  const [told, setTold] = useState(false);
  useEffect(() => {
    setTold(false);
    if (!back) return;
    const timer = setTimeout(() => setTold(true), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [back]);
  const words = () => {
    if (signedOut)
      return (
        <span className={`${PIECE} text-foreground`}>
          <LogIn aria-hidden className="size-3.5 text-warning" />
          You are signed out.
          {/* A full load, so that nothing of the person before stays in the page. */}
          <a
            href={signInPath(params.size ? `${path}?${params}` : path)}
            className="py-1 font-medium text-primary underline underline-offset-3"
          >
            Sign in and come back
          </a>
        </span>
      );
    if (connection === 'offline')
      return (
        <span className={`${PIECE} text-warning`}>
          <WifiOff aria-hidden className="size-3.5" />
          you are offline
        </span>
      );
    if (connection === 'reconnecting')
      return (
        <span className={`${PIECE} text-warning`}>
          <RotateCw aria-hidden className="size-3.5 animate-breathe" />
          reconnecting
        </span>
      );
    if (!back || told) return null;
    return (
      <span className={`${PIECE} text-success`}>
        <Check aria-hidden className="size-3.5" />
        up to date
      </span>
    );
  };
  return (
    <span
      role="status"
      className="absolute top-full flex right-4 mt-2 rounded-full bg-surface text-xs shadow-floating not-empty:px-3 not-empty:py-1.5 md:right-6"
    >
      {words()}
    </span>
  );
}
