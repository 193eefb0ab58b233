import { startBraveSimulator } from '@bo1/dev/simulators/brave/server';
import type { RunningVendor } from '@bo1/dev/simulators/single-answer';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { SearchError, type SearchPort } from '../ports/search.ts';
import { plainText } from './brave.text.ts';
import { createBrave } from './brave.ts';

const signal = new AbortController().signal;
let vendor: RunningVendor;
let now = 0;
beforeAll(async () => {
  vendor = await startBraveSimulator(0);
});
afterEach(() => {
  vendor.faults.length = 0;
  vendor.requests.length = 0;
});
afterAll(() => vendor.close());

const create = (apiKey = 'sk-sim-test'): SearchPort =>
  createBrave({ apiKey, baseUrl: vendor.url, patienceMs: 500, now: () => now });
const fault = (kind: RunningVendor['faults'][number]['kind'], times = 1) =>
  vendor.faults.push({ kind, times, retry_after: 7 });
const failureOf = (work: Promise<unknown>): Promise<SearchError> =>
  work.then(
    () => expect.fail('it should have failed'),
    (error: unknown) => error as SearchError,
  );

describe('pages', () => {
  it('come with title, address and plain words', async () => {
    const pages = await create().search('churn after a price increase', 4, signal);
    expect(pages).toHaveLength(4);
    for (const page of pages) {
      expect(page.url).toMatch(/^https:\/\/[a-z]+\.simulated\.example\//);
      expect(`${page.title}${page.snippet}`).not.toMatch(/[<>]/);
      expect(page.snippet).toContain('churn');
    }
    expect(vendor.requests[0]!.asked).toEqual({ query: 'churn after a price increase', count: 4 });
  });

  it('may be none', async () => {
    expect(await create().search('nothing', 4, signal)).toEqual([]);
  });

  it('are asked for in a form that the vendor takes, however long the query is', async () => {
    const long = Array.from({ length: 120 }, (_, index) => `word${index}`).join(' ');
    await create().search(long, 5, signal);
    expect(vendor.requests[0]!.http_status).toBe(200);
  });
});

describe('failures', () => {
  it.each([
    ['rate_limited', 'provider_rate_limited', true],
    ['spend_limit', 'provider_spend_limit', true],
    ['refused', 'provider_rejected', true],
    ['server_error', 'provider_unavailable', true],
    ['cut', 'provider_unavailable', false],
    ['invalid_json', 'provider_unavailable', false],
    ['wrong_shape', 'provider_unavailable', false],
    ['hang', 'provider_unavailable', false],
  ] as const)('%s', async (kind, type, refused) => {
    fault(kind);
    const error = await failureOf(create().search('a query', 5, signal));
    expect(error).toBeInstanceOf(SearchError);
    expect(error.failure.type).toBe(type);
    expect(error.refused).toBe(refused);
    if (kind === 'rate_limited') expect(error.failure.nextRetryDelay).toBe(7_000);
    expect(vendor.requests).toHaveLength(1);
  });

  it('a wrong key is told from an outage', async () => {
    expect((await failureOf(create('nobody').search('a query', 5, signal))).failure.type).toBe('provider_rejected');
  });

  it('after five outages in a row the vendor is left alone for 30 s', async () => {
    const brave = create();
    fault('server_error', 6);
    for (let count = 0; count < 5; count++) await failureOf(brave.search('a query', 5, signal));
    expect(await failureOf(brave.search('a query', 5, signal))).toMatchObject({ refused: true });
    expect(vendor.requests).toHaveLength(5);
    now += 30_000;
    // The trial fails: left alone again.
    await failureOf(brave.search('a query', 5, signal));
    await failureOf(brave.search('a query', 5, signal));
    expect(vendor.requests).toHaveLength(6);
    now += 30_000;
    expect(await brave.search('a query', 5, signal)).toHaveLength(5);
  });
});

describe('plain text', () => {
  it('has no tags, no entities, one line', () => {
    expect(plainText('A <strong>bold</strong>&nbsp;claim &amp; a &#8220;quote&#8221;\n &lt;b&gt;', 200)).toBe(
      'A bold claim & a “quote” <b>',
    );
    expect(plainText('5 < 7 and 9 > 3', 200)).toBe('5 < 7 and 9 > 3');
  });

  it('is never longer than asked for, and always well-formed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), fc.integer({ min: 10, max: 300 }), (text, most) => {
        const plain = plainText(text, most);
        expect(plain.length).toBeLessThanOrEqual(most);
        expect(plain.isWellFormed()).toBe(true);
        expect(plain).not.toMatch(/\n/);
      }),
    );
  });
});
