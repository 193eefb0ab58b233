const HERE = 'http://here.invalid';

/**
 * The path to come back to after signing in; anything that is not a page of this app becomes the start page. Judged as the
 * browser would read it: `/x/../api` is `/api`, and `/\\evil.example` another host.
 */
export function safeReturnPath(next: string | null | undefined): string {
  if (!next?.startsWith('/') || /[\u0000-\u001f\\]/.test(next) || !URL.canParse(next, HERE)) return '/meetings';
  const { origin, pathname, search, hash } = new URL(next, HERE);
  const elsewhere = origin !== HERE || pathname.startsWith('//') || /^\/(api|sign-in|sign-up)(\/|$)/.test(pathname);
  return elsewhere ? '/meetings' : pathname + search + hash;
}

export const signInPath = (from: string): string =>
  from === '/' || from === '/meetings' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(from)}`;

let stay: (() => void) | null = null;

/**
 * While a page shows what somebody may be reading, a lapsed sign-in does not take it away: the page is told, and says
 * so itself with a way to sign in.
 * @returns ends that
 */
export function stayWhenSignedOut(tell: () => void): () => void {
  stay = tell;
  return () => {
    if (stay === tell) stay = null;
  };
}

/** Leaves for the sign-in page and remembers where the person was. A full load, so that nothing of theirs stays. */
export function leaveToSignIn(): void {
  if (stay) return stay();
  if (/^\/sign-(in|up)/.test(window.location.pathname)) return;
  window.location.assign(signInPath(window.location.pathname + window.location.search));
}
