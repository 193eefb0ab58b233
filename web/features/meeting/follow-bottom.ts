'use client';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

const NEAR_PX = 140;
const isNearBottom = () => {
  const page = document.documentElement;
  return window.innerHeight + window.scrollY >= page.scrollHeight - NEAR_PX;
};
const toBottom = () => window.scrollTo({ top: document.documentElement.scrollHeight });

/**
 * Keeps the newest text in view for those who are at the bottom, and never moves what somebody reads elsewhere.
 * @param version changes with anything that is drawn @param whole counts whole pieces of text
 * @param active whether the meeting goes on: an ended one opens at its top
 * @returns how many whole pieces came since the person left the bottom, and the way back down.
 */
export function useFollowBottom(version: unknown, whole: number, active: boolean) {
  const following = useRef(true);
  const wasActive = useRef(false);
  const [seen, setSeen] = useState<number | null>(null);
  const latest = useRef(whole);
  latest.current = whole;

  useEffect(() => {
    const onScroll = () => {
      const near = isNearBottom();
      if (near === following.current) return;
      following.current = near;
      setSeen(near ? null : latest.current);
    };
    window.addEventListener('scroll', onScroll, { passive: true });
    return () => window.removeEventListener('scroll', onScroll);
  }, []);

  useLayoutEffect(() => {
    if (following.current && (active || wasActive.current)) toBottom();
    wasActive.current = active;
  }, [version, active]);

  const jump = useCallback(() => {
    following.current = true;
    setSeen(null);
    toBottom();
  }, []);
  return { fresh: seen === null ? 0 : Math.max(0, whole - seen), jump };
}
