import { withStorageRetry } from '@bo1/prisma/client';
import { toNodeHandler } from 'better-auth/node';
import type { RequestHandler } from 'express';
import { ProblemError, unavailable } from '../problems/problem.ts';
import type { Auth } from './auth.ts';

/** Largest body of an auth route, bytes: addresses, names and passwords only. */
const MAX_BODY = 16_384;

/** better-auth's own routes. Its failures leave as our problem+json; its refusals keep their documented shape. */
export function authHandler(auth: Auth): RequestHandler {
  return (request, response, next) => {
    const tooLarge = Number(request.headers['content-length'] ?? 0) > MAX_BODY || request.headers['transfer-encoding'];
    if (tooLarge) next(new ProblemError('payload_too_large', 'Send a body of at most 16 KB, with its content-length.'));
    else toNodeHandler((incoming) => answer(auth, incoming))(request, response).catch(next);
  };
}

async function answer(auth: Auth, incoming: Request): Promise<Response> {
  const body = incoming.method === 'GET' || incoming.method === 'HEAD' ? undefined : await incoming.text();
  if (body?.trim() && !isJson(body)) throw new ProblemError('malformed_request', 'The body is not JSON.');
  const { url, method, headers } = incoming;
  const ask = () => auth.handler(new Request(url, { method, headers, ...(body !== undefined && { body }) }));
  // A sign-up whose answer was lost must not be told that the address is taken: it is tried once.
  const response = await (url.includes('/sign-up/') ? ask() : withStorageRetry(ask));
  if (response.status >= 500) throw unavailable('Signing in is not possible right now: try again in a moment.');
  const retryAfter = response.headers.get('x-retry-after');
  if (retryAfter) response.headers.set('retry-after', retryAfter);
  if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store');
  return response;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
