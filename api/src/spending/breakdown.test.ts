import fc from 'fast-check';
import { fromDecimal } from '@bo1/contracts/money/values';
import { describe, expect, it } from 'vitest';
import { byPart, byTemplate, cacheHitRate, placeOf, splitTemplate, type Spent } from './breakdown.ts';

const attempt = (fields: Partial<Spent> = {}): Spent => ({
  callKey: 'route',
  templateVersion: 'route@1',
  state: 'settled',
  costMicros: 1_000n,
  inputTokens: 100,
  outputTokens: 10,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  ...fields,
});

describe('where a call belongs', () => {
  it.each([
    ['route', 'opening', null, null],
    ['direct/fix', 'opening', null, null],
    ['sp0/select', 'selection', 0, null],
    ['sp1/select/fix', 'selection', 1, null],
    ['sp0/r2/cfo/contribute', 'round', 0, 2],
    ['sp12/r10/judge', 'round', 12, 10],
    ['sp0/cfo/vote', 'closing', 0, null],
    ['sp0/synthesis', 'closing', 0, null],
    ['synthesis/fix', 'synthesis', null, null],
  ])('%s', (key, part, sub_problem_index, round) => {
    expect(placeOf(key)).toEqual({ part, sub_problem_index, round });
  });

  it('is told in the order of the meeting', () => {
    const keys = ['synthesis', 'sp1/r1/judge', 'sp0/cfo/vote', 'sp0/r2/judge', 'sp0/r1/judge', 'sp0/select', 'route'];
    const parts = byPart(keys.map((callKey) => attempt({ callKey })));
    expect(parts.map(({ part, sub_problem_index: index, round }) => [part, index, round])).toEqual([
      ['opening', null, null],
      ['selection', 0, null],
      ['round', 0, 1],
      ['round', 0, 2],
      ['closing', 0, null],
      ['round', 1, 1],
      ['synthesis', null, null],
    ]);
  });
});

describe('prompt templates', () => {
  it('are summed over closed attempts, with what their prompts weigh, the dearest first', () => {
    const sums = byTemplate([
      attempt({ templateVersion: 'judge@2', inputTokens: 10, cacheReadTokens: 80, cacheWriteTokens: 10 }),
      attempt({ templateVersion: 'judge@3', inputTokens: 301 }),
      attempt({ costMicros: 9_000n, state: 'presumed' }),
      attempt({ templateVersion: 'vote@1', state: 'reserved', costMicros: 0n }),
    ]);
    expect(sums.map(({ template, attempts, cost }) => [template, attempts, cost])).toEqual([
      ['route', 1, '0.009'],
      ['judge', 2, '0.002'],
    ]);
    expect(sums[1]).toMatchObject({ input_mean: 201, input_max: 301, cache_read_tokens: 80 });
  });

  it('have a name and a version', () => {
    expect(splitTemplate('contribute@3')).toEqual({ template: 'contribute', template_version: '3' });
    expect(splitTemplate('odd')).toEqual({ template: 'odd', template_version: '' });
  });
});

describe('sums', () => {
  it('of the cache are a share of all input, and nothing where nothing was sent', () => {
    expect(cacheHitRate([])).toBeNull();
    expect(cacheHitRate([attempt({ inputTokens: 10, cacheReadTokens: 30, cacheWriteTokens: 20 })])).toBe(0.5);
  });

  it('of the cache leave out vectors, which have none', () => {
    const vectors = attempt({ templateVersion: 'embed@1', inputTokens: 1_000 });
    expect(cacheHitRate([vectors])).toBeNull();
    expect(cacheHitRate([attempt({ inputTokens: 30, cacheReadTokens: 30 }), vectors])).toBe(0.5);
  });

  it('by template and by part lose no cent', () => {
    const keys = fc.constantFrom(
      'route',
      'sp0/select',
      'sp0/r1/a/contribute',
      'sp1/r2/judge',
      'sp0/a/vote',
      'synthesis',
    );
    const some = fc.record({
      callKey: keys,
      templateVersion: fc.constantFrom('a@1', 'a@2', 'b@1'),
      state: fc.constantFrom('settled', 'presumed'),
      costMicros: fc.nat(5_000_000).map(BigInt),
    });
    fc.assert(
      fc.property(fc.array(some, { maxLength: 40 }), (all) => {
        const attempts = all.map(attempt);
        const spent = Number(attempts.reduce((sum, { costMicros }) => sum + costMicros, 0n));
        for (const sums of [byTemplate(attempts), byPart(attempts)]) {
          expect(sums.reduce((sum, { cost }) => sum + fromDecimal(cost), 0)).toBe(spent);
          expect(sums.reduce((sum, one) => sum + one.attempts, 0)).toBe(attempts.length);
        }
      }),
    );
  });
});
