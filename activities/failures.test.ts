import { APIConnectionError, APIConnectionTimeoutError, APIError } from '@anthropic-ai/sdk';
import { FAILURES } from '@bo1/contracts/errors/values';
import { StorageUnavailable } from '@bo1/prisma/client';
import { AttemptClosed } from '@bo1/prisma/events';
import { CancelledFailure } from '@temporalio/common';
import { describe, expect, it } from 'vitest';
import { outgoing, vendorFailure } from './failures.ts';
import { failureMessage } from './record/failure-messages.ts';

const SECRET = 'the person wrote this, with sk-ant-key';
const answered = (status: number, type: string, headers: Record<string, string> = {}, code?: string) =>
  APIError.generate(
    status,
    { type: 'error', error: { type, message: SECRET, ...(code ? { details: { error_code: code } } : {}) } },
    SECRET,
    new Headers(headers),
  );

describe('what the vendor answers', () => {
  const rows: [string, unknown, string, boolean][] = [
    ['429', answered(429, 'rate_limit_error'), 'provider_rate_limited', false],
    ['429 ramp limit', answered(429, 'rate_limit_error', {}, 'ramp_limit_exceeded'), 'provider_rate_limited', false],
    [
      '429 spend limit',
      answered(429, 'rate_limit_error', {}, 'enforced_spend_limit_reached'),
      'provider_spend_limit',
      true,
    ],
    [
      '429 contract',
      answered(429, 'rate_limit_error', {}, 'contract_spend_limit_reached'),
      'provider_spend_limit',
      true,
    ],
    ['402', answered(402, 'billing_error'), 'provider_spend_limit', true],
    ['400', answered(400, 'invalid_request_error'), 'provider_rejected', true],
    ['401', answered(401, 'authentication_error'), 'provider_rejected', true],
    ['403', answered(403, 'permission_error'), 'provider_rejected', true],
    ['404', answered(404, 'not_found_error'), 'provider_rejected', true],
    ['413', answered(413, 'request_too_large'), 'provider_rejected', true],
    ['408', answered(408, 'timeout_error'), 'provider_unavailable', false],
    ['500', answered(500, 'api_error'), 'provider_unavailable', false],
    ['503', answered(503, 'api_error'), 'provider_unavailable', false],
    ['529', answered(529, 'overloaded_error'), 'provider_unavailable', false],
    ['a cut connection', new APIConnectionError({ message: SECRET }), 'provider_unavailable', false],
    ['a timeout', new APIConnectionTimeoutError({ message: SECRET }), 'provider_unavailable', false],
    ['an unreadable stream', new SyntaxError(SECRET), 'provider_unavailable', false],
  ];
  for (const [name, error, type, nonRetryable] of rows) {
    it(`${name} → ${type}`, () => {
      const failed = vendorFailure(error);
      expect(failed).toMatchObject({ type, nonRetryable });
      expect(JSON.stringify([failed.message, failed.details, failed.cause ?? null])).not.toContain('person');
    });
  }

  it('waits for retry-after, as seconds or as a date, and never for hours', () => {
    const wait = (value: string) =>
      vendorFailure(answered(429, 'rate_limit_error', { 'retry-after': value })).nextRetryDelay;
    expect(wait('12')).toBe(12_000);
    // A delay of 0 would end the attempts.
    expect(wait('0')).toBe(500);
    expect(wait(new Date(Date.now() - 60_000).toUTCString())).toBe(500);
    expect(wait(new Date(Date.now() + 30_000).toUTCString())).toBeGreaterThan(25_000);
    expect(wait('86400')).toBe(15 * 60_000);
    expect(wait('soon')).toBeUndefined();
    expect(vendorFailure(answered(429, 'rate_limit_error')).nextRetryDelay).toBeUndefined();
  });
});

describe('what leaves an activity', () => {
  it('types the storage’s own errors', () => {
    expect(outgoing(new AttemptClosed('Attempt 1 has ended.'))).toMatchObject({
      type: 'attempt_closed',
      nonRetryable: true,
    });
    expect(outgoing(new StorageUnavailable(SECRET))).toMatchObject({
      type: 'storage_unavailable',
      nonRetryable: false,
    });
  });

  it('passes cancellations and typed failures on', () => {
    const cancelled = new CancelledFailure('CANCELLED');
    expect(outgoing(cancelled)).toBe(cancelled);
    const typed = vendorFailure(answered(400, 'invalid_request_error'));
    expect(outgoing(typed)).toBe(typed);
  });

  it('keeps unforeseen messages to itself', () => {
    for (const error of [new Error(SECRET), SECRET, null, { code: 'P2002', message: SECRET }]) {
      const out = outgoing(error);
      expect(out).toMatchObject({ type: 'internal', nonRetryable: false });
      expect(JSON.stringify([out.message, out.cause ?? null])).not.toContain('person');
    }
  });
});

it('has plain words for each type of failure', () => {
  for (const type of Object.keys(FAILURES) as (keyof typeof FAILURES)[]) {
    const message = failureMessage(type);
    expect(message).toMatch(/^[A-Z].*\.$/s);
    expect(message).not.toMatch(/!|oops|_/i);
  }
});
