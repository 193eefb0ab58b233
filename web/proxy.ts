import { NextResponse, type NextRequest } from 'next/server';
import { env } from './env.ts';
import { signInPath } from './http/return-path.ts';
import { securityHeaders } from './http/security-headers.ts';

const PUBLIC = /^\/(sign-in|sign-up|shared\/[^/]+)\/?$/;
/** The address itself is the key to what it shows: nobody else is told of it. */
const SECRET_ADDRESS = /^\/shared\//;
const KEPT_TO_ITSELF = { 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex, nofollow' } as const;

/**
 * Runs before every page: a fresh nonce for its scripts, the security headers, and the way to the sign-in page for
 * those who bring no session cookie. Whether a cookie is worth anything only the API knows; a worthless one is
 * answered there with 401, and the page leaves for the sign-in page then.
 */
export function proxy(request: NextRequest): Response {
  const { pathname, search } = request.nextUrl;
  const nonce = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
  const headers = {
    ...securityHeaders(nonce, env.development),
    ...(SECRET_ADDRESS.test(pathname) && KEPT_TO_ITSELF),
  };

  const signedIn = request.cookies.getAll().some(({ name }) => name.endsWith('better-auth.session_token'));
  if (!signedIn && !PUBLIC.test(pathname))
    // Next sends a redirect to its own host as a relative address: it does not know the origin the browser sees.
    return NextResponse.redirect(new URL(signInPath(pathname + search), request.url), { status: 307, headers });

  const forwarded = new Headers(request.headers);
  forwarded.set('x-nonce', nonce);
  forwarded.set('content-security-policy', headers['content-security-policy']);
  const response = NextResponse.next({ request: { headers: forwarded } });
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}

export const config = {
  matcher: ['/((?!api/|_next/static|_next/image|icon\\.svg|apple-icon\\.png|favicon\\.ico|manifest\\.webmanifest).*)'],
};
