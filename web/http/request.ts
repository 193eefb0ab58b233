import type { Problem } from '@bo1/contracts/errors/schema';

/** An answer that is not a success, or none at all (`status` 0, `code` "network"). */
export class RequestError extends Error {
  readonly status: number;
  readonly code: string;
  readonly correlationId: string | null;
  readonly fields: { path: string; message: string }[];
  /** Seconds to wait before another try, where the server said so. */
  readonly retryAfter: number | null;
  /** The meeting that was kept although it could not be started. */
  readonly sessionId: string | null;

  constructor(status: number, code: string, message: string, problem: Partial<Problem> = {}) {
    super(message);
    this.name = 'RequestError';
    this.status = status;
    this.code = code;
    this.correlationId = problem.correlation_id ?? null;
    this.fields = problem.errors ?? [];
    this.retryAfter = problem.retry_after ?? null;
    this.sessionId = problem.session_id ?? null;
  }
}

const UNREACHABLE = 'The server cannot be reached. Check your connection, then try again.';

/** Reads a problem+json body (or whatever came instead) into a RequestError. */
export async function readProblem(response: Response): Promise<RequestError> {
  const body = (await response.json().catch(() => null)) as (Partial<Problem> & { message?: string }) | null;
  const wait = Number(response.headers.get('retry-after'));
  const fallback =
    response.status >= 500
      ? 'The server could not answer. Nothing was lost; try again in a moment.'
      : `The request was refused (${response.status}).`;
  return new RequestError(
    response.status,
    body?.code ?? 'unknown',
    body?.detail || body?.title || body?.message || fallback,
    { ...body, ...(wait > 0 && { retry_after: wait }) },
  );
}

export interface RequestOptions {
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/**
 * One call of the API on the page's own origin.
 * @returns the JSON of the answer, `undefined` where it has none. The API is ours and typed by the contracts, so the
 *   shape is taken as agreed and not parsed a second time.
 * @throws RequestError
 */
export async function request<T>(method: string, path: string, options: RequestOptions = {}): Promise<T> {
  const { body, headers, signal } = options;
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      signal: signal ?? null,
      // A deletion that the person did not take back must reach the server although the page is being left.
      keepalive: method === 'DELETE',
      credentials: 'same-origin',
      headers: {
        accept: 'application/json',
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? null : JSON.stringify(body),
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new RequestError(0, 'network', UNREACHABLE);
  }
  if (!response.ok) throw await readProblem(response);
  const text = await response.text();
  return (text ? JSON.parse(text) : undefined) as T;
}

const BASE = '/api/v1';
export const api = {
  get: <T>(path: string, signal?: AbortSignal) => request<T>('GET', BASE + path, { ...(signal && { signal }) }),
  post: <T>(path: string, body: unknown = {}, headers: Record<string, string> = {}) =>
    request<T>('POST', BASE + path, { body, headers }),
  put: <T>(path: string, body: unknown) => request<T>('PUT', BASE + path, { body }),
  patch: <T>(path: string, body: unknown) => request<T>('PATCH', BASE + path, { body }),
  delete: <T>(path: string) => request<T>('DELETE', BASE + path),
};

/** What to tell a person about a failure: the server's own sentence, or a plain one. */
export const explain = (error: unknown): string =>
  error instanceof RequestError ? error.message : 'Something went wrong in this page. Reload it and try again.';
