import { APIConnectionError, APIConnectionTimeoutError, APIError } from '@anthropic-ai/sdk';
import { FAILURES, type FailureType } from '@bo1/contracts/errors/values';
import { ApplicationFailure, TemporalFailure } from '@temporalio/common';

/** Types that another attempt cannot mend. */
const FINAL: ReadonlySet<FailureType> = new Set([
  'attempt_closed',
  'budget_exhausted',
  'spending_paused',
  'spending_stopped',
  'invalid_model_answer',
  'provider_spend_limit',
  'provider_rejected',
  'session_missing',
  'question_not_open',
  'not_waiting_for_answers',
  'session_ended',
  'floor_closed',
  'limit_reached',
]);

/**
 * A failure that workflows match by `type`. Messages are read by admins in the engine's history: they hold no prompt, no
 * answer and no secret, and no `cause` is attached, since a driver's or a vendor's own message may quote any of them.
 */
export function failure(
  type: FailureType,
  message: string,
  options: { retryAfterMs?: number } = {},
): ApplicationFailure {
  return ApplicationFailure.create({
    type,
    message,
    nonRetryable: FINAL.has(type),
    ...(options.retryAfterMs === undefined ? {} : { nextRetryDelay: options.retryAfterMs }),
  });
}

/** Codes of a 429 or 403 that time does not mend. */
const SPEND_LIMITS: ReadonlySet<string> = new Set([
  'enforced_spend_limit_reached',
  'contract_spend_limit_reached',
  'linked_organization_spend_limit_reached',
  'linked_organization_billing_unavailable',
]);
/** Statuses below 500 that another attempt may mend. */
export const TRANSIENT_STATUSES: ReadonlySet<number> = new Set([408, 409, 499]);
/** Never 0: the engine takes a next delay of 0 as an end of the attempts. */
const SHORTEST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15 * 60_000;

/** What the model vendor's SDK threw, as a failure by DESIGN's "Effects and money". */
export function vendorFailure(error: unknown): ApplicationFailure {
  if (error instanceof APIConnectionTimeoutError) return timedOut();
  if (error instanceof APIConnectionError)
    return failure('provider_unavailable', 'The model provider could not be reached, or the connection was cut.');
  if (error instanceof APIError) return statusFailure(error);
  return failure('provider_unavailable', "The model provider's answer was cut off or could not be read.");
}

export const timedOut = (): ApplicationFailure =>
  failure('provider_unavailable', 'The model provider did not answer in time.');

export const cutOff = (): ApplicationFailure =>
  failure('provider_unavailable', "The model provider's answer ended before it was complete.");

function statusFailure(error: APIError): ApplicationFailure {
  const { status, type, errorCode } = error;
  const about = [status, type, errorCode].filter((part) => part !== undefined && part !== null).join(' ');
  if ((errorCode !== null && SPEND_LIMITS.has(errorCode)) || status === 402 || type === 'billing_error')
    return failure('provider_spend_limit', `The model account has reached its spend limit (${about}).`);
  if (status === 429 || type === 'rate_limit_error') {
    const retryAfterMs = retryAfterOf(error.headers);
    return failure(
      'provider_rate_limited',
      `The model provider limits the rate of calls (${about}).`,
      retryAfterMs === null ? {} : { retryAfterMs },
    );
  }
  if (status !== undefined && status < 500 && !TRANSIENT_STATUSES.has(status))
    return failure('provider_rejected', `The model provider refused the call (${about}).`);
  if (status === undefined && type === 'invalid_request_error')
    return failure('provider_rejected', `The model provider refused the call (${about}).`);
  return failure('provider_unavailable', `The model provider is not available (${about || 'unknown'}).`);
}

/** `retry-after` in ms: seconds or an HTTP date; bounded, so that a wrong header cannot park a meeting for a day. */
export function retryAfterOf(headers: Headers | undefined): number | null {
  const value = headers?.get('retry-after');
  if (!value) return null;
  const seconds = Number(value);
  const ms = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) ? Math.min(Math.max(ms, SHORTEST_WAIT_MS), LONGEST_WAIT_MS) : null;
}

/** True where the vendor answered with an error before it began to write: such a call is not billed. */
export const refusedUnbilled = (error: unknown): boolean => error instanceof APIError && error.status !== undefined;

const isFailureType = (code: unknown): code is FailureType => typeof code === 'string' && code in FAILURES;

/**
 * What an activity throws: typed failures and cancellations as they are, the storage's own errors by their code, anything
 * else as `internal`. Unforeseen messages never leave the process by this way: they may quote a person's text.
 */
export function outgoing(error: unknown): Error {
  if (error instanceof TemporalFailure) return error;
  const code = (error as { code?: unknown } | null)?.code;
  if (isFailureType(code)) return failure(code, WORDS[code] ?? code);
  return failure('internal', 'Something unforeseen went wrong; the log of the worker has the details.');
}

const WORDS: Partial<Record<FailureType, string>> = {
  attempt_closed: 'The run has ended already.',
  session_missing: 'There is no such meeting.',
  budget_exhausted: "The meeting's budget does not cover this step.",
  spending_paused: 'The meeting is paused.',
  spending_stopped: 'The meeting is stopping or has ended.',
  storage_unavailable: 'The database is not available.',
};
