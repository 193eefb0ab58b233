import type { ApplicationFailure } from '@temporalio/common';
import { APIConnectionError, APIConnectionTimeoutError, APIError } from 'openai';
import { failure, retryAfterOf, timedOut, TRANSIENT_STATUSES } from '../failures.ts';

/** Codes of a refusal that time does not mend: somebody has to pay, or to raise a limit. */
const SPEND_LIMITS: ReadonlySet<string> = new Set([
  'insufficient_quota',
  'billing_hard_limit_reached',
  'billing_not_active',
  'account_deactivated',
]);

/** What the SDK threw, as a failure by DESIGN's "Effects and money"; the same types as the preferred vendor's. */
export function openAiFailure(error: unknown): ApplicationFailure {
  if (error instanceof APIConnectionTimeoutError) return timedOut();
  if (error instanceof APIConnectionError)
    return failure('provider_unavailable', 'The model provider could not be reached, or the connection was cut.');
  if (!(error instanceof APIError))
    return failure('provider_unavailable', "The model provider's answer was cut off or could not be read.");
  const { status, code, type } = error as APIError;
  const about = [status, type, code].filter(isWord).join(' ');
  if (status === 402 || SPEND_LIMITS.has(String(code)) || SPEND_LIMITS.has(String(type)))
    return failure('provider_spend_limit', `The model account has reached its spend limit (${about}).`);
  if (status === 429) {
    const retryAfterMs = retryAfterOf(error.headers);
    return failure(
      'provider_rate_limited',
      `The model provider limits the rate of calls (${about}).`,
      retryAfterMs === null ? {} : { retryAfterMs },
    );
  }
  if (status !== undefined && status < 500 && !TRANSIENT_STATUSES.has(status))
    return failure('provider_rejected', `The model provider refused the call (${about}).`);
  return failure('provider_unavailable', `The model provider is not available (${about || 'unknown'}).`);
}

/** Servers of all kinds speak this protocol: only what looks like a code is repeated, never a sentence. */
const isWord = (part: unknown): boolean =>
  typeof part === 'number' || (typeof part === 'string' && /^[a-z0-9_]{1,40}$/i.test(part));
