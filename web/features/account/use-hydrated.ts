'use client';
import { useSyncExternalStore } from 'react';

const never = () => () => undefined;

/**
 * False while a component takes over what the server drew, true from then on. Parts of a page are taken over at
 * different times: one that comes late would otherwise draw an answer that the server could not have known.
 */
export const useHydrated = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
