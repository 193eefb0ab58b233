import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ANTHROPIC_MODELS, DEFAULT_MODELS } from '../adapters/anthropic.models.ts';
import { ANTHROPIC_PRICES, checkAnthropicModels } from '../adapters/anthropic.prices.ts';
import { costOf, inputBound, worstCase } from './price.ts';

const price = ANTHROPIC_PRICES.models['claude-sonnet-5']!;
const usage = (fields: object) => ({
  input_tokens: 0,
  output_tokens: 0,
  cache_read_tokens: 0,
  cache_write_tokens: 0,
  ...fields,
});

describe('what a call costs', () => {
  it('adds up what the vendor lists, in micro-dollars, rounded up', () => {
    expect(costOf(price, usage({ input_tokens: 1_000_000 }))).toBe(2_000_000);
    expect(costOf(price, usage({ output_tokens: 1_000_000 }))).toBe(10_000_000);
    expect(costOf(price, usage({ cache_write_tokens: 1_000_000 }))).toBe(2_500_000);
    expect(costOf(price, usage({ cache_read_tokens: 1_000_000 }))).toBe(200_000);
    expect(costOf(price, usage({ cache_read_tokens: 1 }))).toBe(1);
    expect(costOf(price, usage({}))).toBe(0);
  });

  it('takes the price of long prompts for the whole call, cached parts included', () => {
    const haiku = ANTHROPIC_PRICES.models['claude-haiku-5-5']!;
    expect(costOf(haiku, usage({ input_tokens: 100_000 }))).toBe(10_000);
    expect(costOf(haiku, usage({ input_tokens: 1, cache_read_tokens: 100_000, output_tokens: 1_000 }))).toBe(
      Math.ceil((500_000 + 100_000 * 50_000 + 1_000 * 2_500_000) / 1e6),
    );
  });

  it('never exceeds its worst case', () => {
    const tokens = fc.nat(200_000);
    fc.assert(
      fc.property(
        tokens,
        tokens,
        tokens,
        fc.nat(4_000),
        fc.constantFrom(...Object.values(ANTHROPIC_PRICES.models)),
        (a, b, c, out, any) => {
          const spent = costOf(
            any,
            usage({ input_tokens: a, cache_read_tokens: b, cache_write_tokens: c, output_tokens: out }),
          );
          expect(spent).toBeLessThanOrEqual(worstCase(any, a + b + c, out));
        },
      ),
    );
  });

  it('bounds the tokens of a prompt from above, in any script', () => {
    const text = 'Wir prüfen 3.500 € Miete. 我们应该等。 🙂';
    const bound = inputBound({ template: 't', template_version: '1', system: [], user: [{ text }] }, null);
    expect(bound).toBeGreaterThan([...text].length * 0.6);
  });
});

describe('the price table', () => {
  it('has a price for each model that may be chosen, and for no other', () => {
    expect(Object.keys(ANTHROPIC_PRICES.models).sort()).toEqual(Object.keys(ANTHROPIC_MODELS).sort());
    for (const one of Object.values(ANTHROPIC_PRICES.models)) {
      expect(one.cache_read).toBeLessThan(one.input);
      expect(one.cache_write).toBeGreaterThan(one.input);
      expect([one.input, one.output, one.cache_read, one.cache_write].every(Number.isInteger)).toBe(true);
    }
  });

  it('names the setting and the choices when a model is unknown', () => {
    expect(() => checkAnthropicModels(DEFAULT_MODELS)).not.toThrow();
    expect(() => checkAnthropicModels({ ...DEFAULT_MODELS, small: 'claude-typo' })).toThrow(
      /BO1_MODEL_SMALL is "claude-typo".*claude-haiku-5-5/s,
    );
  });
});
