'use client';
import { useMemo, useRef } from 'react';

/**
 * The idempotency key of what is sent: the same body again has the same key, so that a lost answer is only asked for again;
 * another body has another key.
 */
export function useRequestKey() {
  const last = useRef<{ body: string; key: string } | null>(null);
  return useMemo(
    () => ({
      /** The key of that body. */
      of(body: unknown): string {
        const sent = JSON.stringify(body);
        if (last.current?.body !== sent) last.current = { body: sent, key: crypto.randomUUID() };
        return last.current.key;
      },
      /** The same body again is meant again. */
      forget() {
        last.current = null;
      },
    }),
    [],
  );
}
