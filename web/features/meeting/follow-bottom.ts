'use client';
import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';

const NEAR_PX = 140;
const isNearBottom = () => {
  const page = document.documentElement;
  return window.innerHeight + window.scrollY >= page.scrollHeight - NEAR_PX;
};
const toBottom = () => window.scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' });

/**
 * Keeps the newest text in view for those who are at the bottom, and never moves what somebody reads elsewhere.
 * @param content what grows
 * @param whole counts whole pieces of text
 * @param active whether the meeting goes on: an ended one opens at its top
 * @returns how many whole pieces came since the person left the bottom, and the way back down.
 */
export function useFollowBottom(content: RefObject<HTMLElement | null>, whole: number, active: boolean) {
  const following = useRef(true);
  const latest = useRef({ whole, active });
  const [seen, setSeen] = useState<number | null>(null);

  useEffect(() => {
    latest.current = { whole, active };
  }, [whole, active]);

  useEffect(() => {
    let lastY = window.scrollY;
    const onScroll = () => {
      const up = window.scrollY < lastY - 1;
      lastY = window.scrollY;
      const near = isNearBottom();
      // Only a person scrolls up. To be far from the bottom may also mean that text came since the last look.
      if (near === following.current || (!near && !up)) return;
      following.current = near;
      setSeen(near ? null : latest.current.whole);
    };
    let wasActive = false;
    // Growth is followed where it happens, whatever caused it: an event, a piece of text, a part of the page that loads.
    const observer = new ResizeObserver(() => {
      const { active: now } = latest.current;
      if (following.current && (now || wasActive)) toBottom();
      wasActive = now;
    });
    if (content.current) observer.observe(content.current);
    window.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      observer.disconnect();
      window.removeEventListener('scroll', onScroll);
    };
  }, [content]);

  const jump = useCallback(() => {
    following.current = true;
    setSeen(null);
    toBottom();
  }, []);
  return { fresh: seen === null ? 0 : Math.max(0, whole - seen), jump };
}
