import { ERRORS, type ErrorCode } from '@bo1/contracts/errors/values';
import type { Problem } from '@bo1/contracts/errors/schema';

export type ProblemExtras = Pick<Problem, 'errors' | 'retry_after' | 'session_id'> & {
  headers?: Record<string, string>;
};

/** An error that leaves the API as problem+json: the code decides status and title, `detail` is for the person. */
export class ProblemError extends Error {
  override name = 'ProblemError';
  readonly code: ErrorCode;
  readonly extras: ProblemExtras;

  constructor(code: ErrorCode, detail: string, extras: ProblemExtras = {}, options?: ErrorOptions) {
    super(detail, options);
    this.code = code;
    this.extras = extras;
  }
}

/** The body of an error as it goes over the wire. */
export function problemBody(error: ProblemError, correlationId: string): Problem {
  const { status, title } = ERRORS[error.code];
  const { errors, retry_after, session_id } = error.extras;
  return {
    type: `/api/docs#${error.code}`,
    title,
    status,
    code: error.code,
    detail: error.message,
    correlation_id: correlationId,
    ...(errors && { errors }),
    ...(retry_after !== undefined && { retry_after }),
    ...(session_id !== undefined && { session_id }),
  };
}

export const notFound = (detail = 'There is nothing here, or it is not yours.') =>
  new ProblemError('not_found', detail);

/** A part that we need is away; asking again helps. */
export const unavailable = (detail: string, cause?: unknown) =>
  new ProblemError('unavailable', detail, { retry_after: 2 }, { cause });
