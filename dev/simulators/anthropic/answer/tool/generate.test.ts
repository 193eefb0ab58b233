import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Random } from '../../random.ts';
import { generate } from './generate.ts';
import { MeaningStrategy } from './meaning-strategy.ts';
import { RandomStrategy } from './random-strategy.ts';
import { textOfPattern } from './patterns.ts';
import type { Schema } from './schema.ts';

const ajv = new Ajv2020({ strict: false, allErrors: true });
(formats as unknown as (ajv: Ajv2020) => void)(ajv);

const range = (highest: number) =>
  fc.tuple(fc.integer({ min: 0, max: highest }), fc.integer({ min: 0, max: highest })).map(([one, other]) => ({
    low: Math.min(one, other),
    high: Math.max(one, other),
  }));
const maybe = <T extends object>(part: fc.Arbitrary<T>) => fc.oneof(part, fc.constant({} as T));

const text = fc
  .tuple(maybe(range(80).map(({ low, high }) => ({ minLength: low, maxLength: high }))), fc.boolean())
  .map(([limits]) => ({ type: 'string', ...limits }));
const formatted = fc
  .constantFrom('date', 'date-time', 'email', 'uuid', 'uri')
  .map((format) => ({ type: 'string', format }));
const patterned = fc
  .constantFrom('^[a-z_]{2,8}$', '^q\\d+$', '^(low|high)-[0-9]{3}$', '^[A-Z][a-z]+( [A-Z][a-z]+)?$', '^#?[0-9a-f]{6}$')
  .map((pattern) => ({ type: 'string', pattern }));
const numeric = fc
  .tuple(
    fc.constantFrom('integer', 'number'),
    range(50),
    fc.boolean(),
    maybe(fc.constantFrom({ multipleOf: 1 }, { multipleOf: 0.5 })),
  )
  .map(([type, { low, high }, exclusive, step]) => ({
    type,
    ...step,
    ...(exclusive ? { exclusiveMinimum: low, exclusiveMaximum: high + 2 } : { minimum: low, maximum: high }),
  }));
const fixed = fc.oneof(
  fc.uniqueArray(fc.string({ maxLength: 8 }), { minLength: 1, maxLength: 5 }).map((values) => ({ enum: values })),
  fc.constantFrom('board', 7, true, null).map((value) => ({ const: value })),
  fc.constant({ type: 'boolean' }),
  fc.constant({ type: ['string', 'null'] }),
);
const names = fc.constantFrom('title', 'reason', 'options', 'confidence', 'due_date', 'experts', 'x1', 'risk', 'steps');

const { schema: schemas } = fc.letrec<{ schema: Schema; object: Schema }>((tie) => ({
  schema: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(text, formatted, patterned, numeric, fixed) as fc.Arbitrary<Schema>,
    tie('object'),
    fc.tuple(tie('schema'), range(6), fc.boolean()).map(([items, { low, high }, unique]) =>
      unique
        ? {
            type: 'array',
            items: { type: 'integer', minimum: 0, maximum: 99 },
            minItems: low,
            maxItems: high,
            uniqueItems: true,
          }
        : { type: 'array', items, minItems: low, maxItems: high },
    ),
    fc.array(tie('schema'), { minLength: 1, maxLength: 3 }).map((anyOf) => ({ anyOf })),
    tie('schema').map((other) => ({ anyOf: [other, { type: 'null' }] })),
  ),
  object: fc
    .tuple(fc.dictionary(names, tie('schema'), { maxKeys: 5 }), fc.boolean(), fc.integer())
    .map(([properties, closed, pick]) => ({
      type: 'object',
      properties,
      required: Object.keys(properties).filter((_, index) => (pick >> index) & 1),
      ...(closed ? { additionalProperties: false } : {}),
    })),
}));

const prose = { sentence: () => 'A sentence that says something about the case at hand.' };
const valid = (validate: ValidateFunction, value: unknown): void => {
  expect(validate(value), JSON.stringify({ value, errors: validate.errors })).toBe(true);
};

describe('any schema gets a valid answer', () => {
  test('a meaningful one, whatever is known', () => {
    const known = fc.dictionary(names, fc.oneof(fc.string(), fc.double(), fc.array(fc.string()), fc.constant(null)));
    fc.assert(
      fc.property(schemas, known, fc.string(), (schema, bag, seed) => {
        const strategy = new MeaningStrategy(new Random(seed), prose, Object.keys(bag).length > 0);
        valid(ajv.compile(schema), generate(schema, strategy, bag));
      }),
      { numRuns: 200 },
    );
  });

  test('a random one', () => {
    fc.assert(
      fc.property(schemas, fc.string(), (schema, seed) => {
        valid(ajv.compile(schema), generate(schema, new RandomStrategy(new Random(seed)), undefined));
      }),
      { numRuns: 200 },
    );
  });

  test('through references, recursion and allOf', () => {
    const schema: Schema = {
      type: 'object',
      properties: {
        root: { $ref: '#/$defs/node' },
        both: { allOf: [{ $ref: '#/$defs/named' }, { required: ['age'], properties: { age: { type: 'integer' } } }] },
      },
      required: ['root', 'both'],
      $defs: {
        node: {
          type: 'object',
          properties: { label: { type: 'string' }, children: { type: 'array', items: { $ref: '#/$defs/node' } } },
          required: ['label'],
          additionalProperties: false,
        },
        named: { type: 'object', properties: { name: { type: 'string', minLength: 3 } }, required: ['name'] },
      },
    };
    const validate = ajv.compile(schema);
    for (let seed = 0; seed < 50; seed++) {
      valid(validate, generate(schema, new RandomStrategy(new Random(seed)), undefined));
      valid(validate, generate(schema, new MeaningStrategy(new Random(seed), prose, false), {}));
    }
  });
});

test('random answers reach both ends', () => {
  const schema: Schema = {
    type: 'object',
    properties: {
      list: { type: 'array', items: { type: 'string', maxLength: 40 }, maxItems: 5 },
      score: { type: 'number', minimum: 0, maximum: 1 },
    },
    required: ['list', 'score'],
  };
  const values = Array.from({ length: 300 }, (_, seed) =>
    generate(schema, new RandomStrategy(new Random(seed)), undefined),
  ) as {
    list: string[];
    score: number;
  }[];
  for (const end of [0, 5]) expect(values.some(({ list }) => list.length === end)).toBe(true);
  for (const end of [0, 1]) expect(values.some(({ score }) => score === end)).toBe(true);
  for (const end of [0, 40])
    expect(values.some(({ list }) => list.some((text) => [...text].length === end))).toBe(true);
});

test('a given value keeps its meaning under another name, type or limit', () => {
  const fill = (schema: Schema, known: object) =>
    generate(schema, new MeaningStrategy(new Random(1), prose, true), known);
  const property = (name: string, schema: Schema): Schema => ({
    type: 'object',
    properties: { [name]: schema },
    required: [name],
  });
  expect(fill(property('why', { type: 'string' }), { reason: 'It is late.' })).toEqual({ why: 'It is late.' });
  expect(fill(property('tradeoffs', { type: 'string' }), { trade_offs: ['a', 'b'] })).toEqual({ tradeoffs: 'a b' });
  expect(fill(property('route', { enum: ['board', 'single'] }), { route: 'single routine' })).toEqual({
    route: 'single',
  });
  expect(fill(property('text', { type: 'string', maxLength: 12 }), { text: 'First one. Second one.' })).toEqual({
    text: 'First one.',
  });
  expect(fill(property('confidence', { type: 'integer', minimum: 1, maximum: 10 }), { confidence: 12 })).toEqual({
    confidence: 10,
  });
});

test('texts match their pattern', () => {
  const patterns = [
    '^bo1_[0-9a-f]{8}-[0-9a-f]{4}$',
    '^(a|bc)+\\.x?$',
    '^[^aeiou]{3,5}$',
    '\\d{4}-\\d{2}',
    '^\\w+@\\w+\\.com$',
  ];
  for (const pattern of patterns)
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const random = new Random(seed);
        expect(textOfPattern(pattern, () => random.next())).toMatch(new RegExp(pattern));
      }),
      { numRuns: 50 },
    );
});
