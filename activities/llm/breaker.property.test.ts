import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LlmPort } from '../ports/llm.ts';
import { Breaker } from './breaker.ts';
import { OPEN_MS } from './circuits.ts';

const port = (provider: string): LlmPort => ({
  provider,
  stream: () => Promise.reject(new Error('not called')),
  tool: () => Promise.reject(new Error('not called')),
});
const ports = ['first', 'second', 'third'].map(port);

type Happening = { kind: 'call'; works: boolean } | { kind: 'abandoned' } | { kind: 'wait'; ms: number };
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('call' as const), works: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('abandoned' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.nat(2 * OPEN_MS) }) },
);

/** What a vendor's calls came to: failures in a row, and when it was last called or failed after its fifth. */
interface Seen {
  failures: number;
  leftAloneUntil: number;
}

describe('whatever vendors do', () => {
  it('one that failed five times in a row is left alone, but for one trial in each 30 s; the first that may be called is', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 120 }), (happenings) => {
        let now = 0;
        const breaker = new Breaker(() => now);
        const seen = new Map(
          ports.map(({ provider }): [string, Seen] => [provider, { failures: 0, leftAloneUntil: 0 }]),
        );
        for (const one of happenings) {
          if (one.kind === 'wait') {
            now += one.ms;
            continue;
          }
          const { provider } = breaker.pick(ports);
          const mayBeCalled = ports.find((other) => seen.get(other.provider)!.leftAloneUntil <= now) ?? ports[0]!;
          expect(provider).toBe(mayBeCalled.provider);
          const vendor = seen.get(provider)!;
          if (vendor.failures >= 5) vendor.leftAloneUntil = now + OPEN_MS;
          if (one.kind === 'abandoned') continue;
          if (one.works) {
            breaker.succeeded(provider);
            seen.set(provider, { failures: 0, leftAloneUntil: 0 });
          } else {
            breaker.failed(provider);
            vendor.failures += 1;
            if (vendor.failures >= 5) vendor.leftAloneUntil = now + OPEN_MS;
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('calls that run at once never try a half open circuit together', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 20 }), fc.integer({ min: 5, max: 60 }), (callers, failures) => {
        let now = 0;
        const breaker = new Breaker(() => now);
        for (let count = 0; count < failures; count++) breaker.failed('first');
        now += OPEN_MS;
        const picked = Array.from({ length: callers }, () => breaker.pick(ports).provider);
        expect(picked.filter((provider) => provider === 'first')).toHaveLength(1);
      }),
    );
  });
});
