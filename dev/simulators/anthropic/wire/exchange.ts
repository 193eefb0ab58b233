import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { invalidRequest, WireError } from './errors.ts';

const MAX_BODY_BYTES = 32 * 1024 * 1024;
const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** A vendor-like id: prefix, then 24 characters. */
export const newId = (prefix: string): string =>
  prefix + Array.from(randomBytes(24), (byte) => BASE62[byte % BASE62.length]).join('');

/** @throws WireError 413 for more than 32 MB, 400 for what is not a JSON object */
export async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES)
      throw new WireError(413, 'request_too_large', 'Request exceeds the maximum allowed number of bytes.');
    chunks.push(chunk);
  }
  let body: unknown;
  try {
    body = JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw invalidRequest('The request body is not valid JSON');
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw invalidRequest('The request body must be a JSON object');
  return body as Record<string, unknown>;
}

/**
 * The key of a request: current SDKs send it as a bearer token, older ones as x-api-key.
 * @throws WireError 401 for a missing or foreign key, 400 without anthropic-version
 */
export function checkHeaders(request: IncomingMessage, keyPrefix: string): string {
  const plain = request.headers['x-api-key'];
  const bearer = /^Bearer\s+(.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const key = typeof plain === 'string' && plain !== '' ? plain : bearer;
  if (key === undefined)
    throw new WireError(401, 'authentication_error', 'x-api-key or authorization header is required');
  if (!key.startsWith(keyPrefix)) throw new WireError(401, 'authentication_error', 'invalid x-api-key');
  if (!request.headers['anthropic-version']) throw invalidRequest('anthropic-version: header is required');
  return key;
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  if (response.headersSent || response.destroyed) return;
  const text = JSON.stringify(body);
  response.writeHead(status, { ...headers, 'content-type': 'application/json' });
  response.end(text);
}
