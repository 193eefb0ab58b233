import { toNodeHandler } from 'better-auth/node';
import type { RequestHandler } from 'express';
import { sendProblem } from '../problems/problem.filter.ts';
import { ProblemError, unavailable } from '../problems/problem.ts';
import type { Auth } from './auth.ts';

/** Largest body of an auth route, bytes: addresses, names and passwords only. */
const MAX_BODY = 16_384;

/** better-auth's own routes. Its server errors leave as our problem+json; its refusals keep its documented shape. */
export function authHandler(auth: Auth): RequestHandler {
  return (request, response, next) => {
    if (Number(request.headers['content-length'] ?? 0) > MAX_BODY) {
      sendProblem(request, response, new ProblemError('payload_too_large', 'The request body is larger than 16 KB.'));
      return;
    }
    const answered = toNodeHandler(async (incoming: globalThis.Request) => {
      const answer = await answerOf(auth, incoming);
      if (answer.status >= 500) throw unavailable('Signing in is not possible right now: try again in a moment.');
      const retryAfter = answer.headers.get('x-retry-after');
      if (retryAfter) answer.headers.set('retry-after', retryAfter);
      if (!answer.headers.has('cache-control')) answer.headers.set('cache-control', 'no-store');
      return answer;
    })(request, response);
    answered.catch(next);
  };
}

async function answerOf(auth: Auth, incoming: globalThis.Request): Promise<globalThis.Response> {
  if (incoming.method === 'GET' || incoming.method === 'HEAD') return auth.handler(incoming);
  const text = await incoming.clone().text();
  if (text.trim() !== '' && !isJson(text)) throw new ProblemError('malformed_request', 'The body is not JSON.');
  return auth.handler(incoming);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
