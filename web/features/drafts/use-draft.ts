'use client';
import { useCallback, useEffect, useRef, useState } from 'react';

/** Reads what was kept under a key; null where nothing (or nothing readable) is. */
export function readDraft<T>(key: string): T | null {
  try {
    const kept = localStorage.getItem(key);
    return kept === null ? null : (JSON.parse(kept) as T);
  } catch {
    return null;
  }
}

function writeDraft(key: string, value: unknown): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
  } catch {
    return; // A full or forbidden storage costs the draft its survival, nothing else.
  }
}

/** What the drafts of this device are kept under begins so. */
const DRAFTS = 'bo1:';

/** Forgets every draft on this device: what one person typed is not for the next. */
export function forgetDrafts(): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(DRAFTS)) localStorage.removeItem(key);
  } catch {
    return; // A forbidden storage holds nothing either.
  }
}

/**
 * State that survives a reload on this device: never sent anywhere until the person does.
 * @returns value, setter, `clear` (forget it for good) and whether something was found when the page opened.
 */
export function useDraft<T extends object>(key: string, initial: T) {
  const [value, setValue] = useState<T>(initial);
  const [found, setFound] = useState(false);
  const latest = useRef<T>(initial);
  const first = useRef(initial);
  useEffect(() => {
    const kept = readDraft<T>(key);
    if (!kept) return;
    latest.current = { ...first.current, ...kept };
    setValue(latest.current);
    setFound(true);
  }, [key]);
  const change = useCallback(
    (part: Partial<T>) => {
      latest.current = { ...latest.current, ...part };
      writeDraft(key, latest.current);
      setValue(latest.current);
    },
    [key],
  );
  const clear = useCallback(() => {
    latest.current = first.current;
    writeDraft(key, null);
    setValue(first.current);
    setFound(false);
  }, [key]);
  return { value, change, clear, found };
}
