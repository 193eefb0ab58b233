/** The path to come back to after signing in; anything that is not a path of this app becomes the start page. */
export function safeReturnPath(next: string | null | undefined): string {
  if (!next || !/^\/(?![/\\])/.test(next) || /[\u0000-\u001f\\]/.test(next)) return '/meetings';
  return /^\/(api|sign-in|sign-up)(\/|\?|$)/.test(next) ? '/meetings' : next;
}

export const signInPath = (from: string): string =>
  from === '/' || from === '/meetings' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(from)}`;

/** Leaves for the sign-in page and remembers where the person was. A full load, so that nothing of theirs stays. */
export function leaveToSignIn(): void {
  if (/^\/sign-(in|up)/.test(window.location.pathname)) return;
  window.location.assign(signInPath(window.location.pathname + window.location.search));
}
