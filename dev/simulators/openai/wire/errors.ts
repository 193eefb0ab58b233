import type { Fault } from '../../anthropic/faults/faults.ts';
import { WireError } from '../../anthropic/wire/errors.ts';

/** An error as this vendor answers with it. */
export class CompletionError extends Error {
  readonly status: number;
  readonly type: string;
  readonly code: string | null;
  readonly headers: Record<string, string>;

  constructor(
    status: number,
    type: string,
    message: string,
    extra: { code?: string; headers?: Record<string, string> } = {},
  ) {
    super(message);
    this.status = status;
    this.type = type;
    this.code = extra.code ?? null;
    this.headers = extra.headers ?? {};
  }

  envelope(): object {
    return { error: { message: this.message, type: this.type, param: null, code: this.code } };
  }
}

export const invalid = (message: string): CompletionError => new CompletionError(400, 'invalid_request_error', message);

/** What the shared parts threw (a body that is no JSON, a limit that is used up), in this vendor's form. */
export function asCompletionError(error: unknown): CompletionError | null {
  if (error instanceof CompletionError) return error;
  if (!(error instanceof WireError)) return null;
  const limited = error.status === 429;
  const extra = { headers: error.headers, ...(limited ? { code: 'rate_limit_exceeded' } : {}) };
  return new CompletionError(error.status, limited ? 'requests' : error.type, error.message, extra);
}

/** The error answer of a fault, `null` for the faults that strike later. A used-up quota is told from a rate by its code. */
export function refusalOf(fault: Fault): CompletionError | null {
  switch (fault.kind) {
    case 'rate_limited':
      return new CompletionError(429, 'requests', 'Rate limit reached for requests.', {
        code: 'rate_limit_exceeded',
        headers: { 'retry-after': String(fault.retryAfterSeconds) },
      });
    case 'spend_limit':
      return new CompletionError(429, 'insufficient_quota', 'You exceeded your current quota.', {
        code: 'insufficient_quota',
      });
    case 'overloaded':
      return new CompletionError(503, 'server_error', 'The engine is currently overloaded.');
    case 'server_error':
      return new CompletionError(500, 'server_error', 'The server had an error while processing your request.');
    default:
      return null;
  }
}
