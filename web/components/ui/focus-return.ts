'use client';
import { useRef } from 'react';

/**
 * Props for the content of a dialog that has no trigger of its own: the focus goes back to where it was, or to the
 * content of the page when that is gone or takes no focus any more.
 */
export function useFocusReturn() {
  const before = useRef<Element | null>(null);
  return {
    onOpenAutoFocus: () => void (before.current = document.activeElement),
    onCloseAutoFocus: (event: Event) => {
      event.preventDefault();
      const target = before.current;
      if (target instanceof HTMLElement && target.isConnected && !target.matches(':disabled')) target.focus();
      else document.getElementById('main')?.focus({ preventScroll: true });
    },
  };
}
