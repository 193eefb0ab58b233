import { HttpException } from '@nestjs/common';
import { ERRORS, type ErrorCode } from '@bo1/contracts/errors/values';
import { isTransient, StorageUnavailable } from '@bo1/prisma/client';
import { ProblemError, unavailable } from './problem.ts';

const BY_STATUS: Record<number, [ErrorCode, string]> = {
  400: ['malformed_request', 'The request cannot be read: send well-formed JSON in UTF-8 and a well-formed URL.'],
  401: ['unauthenticated', 'Sign in, then try again.'],
  403: ['forbidden', 'This request came from another site, or is not allowed for you.'],
  404: ['not_found', 'There is nothing at this address.'],
  405: ['method_not_allowed', 'This address does not take this method.'],
  413: ['payload_too_large', 'The request body is larger than 1 MB.'],
  415: ['unsupported_media_type', 'Send the body as JSON in UTF-8: content-type: application/json.'],
  429: ['rate_limited', 'Too many requests: wait a moment.'],
  503: ['unavailable', 'Temporarily unavailable: try again in a moment.'],
};
const RETRY_AFTER: Partial<Record<ErrorCode, number>> = {
  unavailable: 2,
  workflow_engine_unavailable: 2,
  request_in_progress: 1,
};
const isCode = (code: unknown): code is ErrorCode => typeof code === 'string' && Object.hasOwn(ERRORS, code);

/** Any thrown value → the problem to send. What is not known becomes `internal`, with its cause for the log only. */
export function toProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof HttpException) return fromHttp(error);
  if (error instanceof Error && error.name === 'MeetingsError') return fromMeetings(error);
  if (error instanceof StorageUnavailable || isTransient(error))
    return unavailable('The database cannot be reached. Nothing was lost: try again in a moment.', error);
  return internal(error);
}

function fromHttp(error: HttpException): ProblemError {
  if (error.cause instanceof ProblemError) return error.cause;
  const known = BY_STATUS[error.getStatus()];
  if (known) return new ProblemError(known[0], known[1], {}, { cause: error });
  return error.getStatus() < 500
    ? new ProblemError('malformed_request', BY_STATUS[400]![1], {}, { cause: error })
    : internal(error);
}

function fromMeetings(error: Error & { code?: unknown }): ProblemError {
  if (!isCode(error.code)) return internal(error);
  const retryAfter = RETRY_AFTER[error.code];
  return new ProblemError(error.code, error.message, retryAfter === undefined ? {} : { retry_after: retryAfter }, {
    cause: error,
  });
}

const internal = (error: unknown) =>
  new ProblemError(
    'internal',
    'Something went wrong on our side. It is logged under the correlation id.',
    {},
    {
      cause: error,
    },
  );
