import { WireError } from '../wire/errors.ts';
import type { Fault } from './faults.ts';

/**
 * The error answer of a fault, `null` for the faults that strike later. The vendor tells a spend limit (which no
 * waiting cures) from a rate limit by `error.details.error_code`; the SDK shows it as `RateLimitError.errorCode`.
 */
export function refusalOf(fault: Fault): WireError | null {
  switch (fault.kind) {
    case 'rate_limited':
      return new WireError(429, 'rate_limit_error', 'This request would exceed your rate limit.', {
        headers: { 'retry-after': String(fault.retryAfterSeconds), 'x-should-retry': 'true' },
      });
    case 'spend_limit':
      return new WireError(429, 'rate_limit_error', 'You have reached your specified API usage limits.', {
        errorCode: 'enforced_spend_limit_reached',
        headers: { 'x-should-retry': 'false' },
      });
    case 'overloaded':
      return new WireError(529, 'overloaded_error', 'Overloaded', { headers: { 'x-should-retry': 'true' } });
    case 'server_error':
      return new WireError(500, 'api_error', 'Internal server error', { headers: { 'x-should-retry': 'true' } });
    default:
      return null;
  }
}
