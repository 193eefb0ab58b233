import { describe, expect, it } from 'vitest';
import type { LlmPort } from '../ports/llm.ts';
import { Breaker } from './breaker.ts';

const port = (provider: string): LlmPort => ({
  provider,
  stream: () => Promise.reject(new Error('not called')),
  tool: () => Promise.reject(new Error('not called')),
});
const first = port('first');
const second = port('second');

function setUp() {
  let now = 0;
  const breaker = new Breaker(() => now);
  const fail = (times: number) => Array.from({ length: times }, () => breaker.failed('first'));
  return { breaker, fail, pass: (ms: number) => (now += ms), pick: () => breaker.pick([first, second]).provider };
}

describe('the circuit of a vendor', () => {
  it('opens after five failures in a row, not after five in all', () => {
    const { breaker, fail, pick } = setUp();
    fail(4);
    breaker.succeeded('first');
    fail(4);
    expect(pick()).toBe('first');
    fail(1);
    expect(pick()).toBe('second');
  });

  it('lets one trial through after 30 s; the others wait for what it finds', () => {
    const { breaker, fail, pass, pick } = setUp();
    fail(5);
    pass(30_000);
    expect([pick(), pick(), pick()]).toEqual(['first', 'second', 'second']);
    breaker.succeeded('first');
    expect(pick()).toBe('first');
  });

  it('never leaves a meeting without a vendor', () => {
    const { breaker, fail } = setUp();
    fail(50);
    expect(breaker.pick([first]).provider).toBe('first');
  });
});
