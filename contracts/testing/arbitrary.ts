import fc from 'fast-check';
import type { z } from 'zod';

/** What a schema is made of, as far as the contracts use it. */
interface Definition {
  type: string;
  format?: string;
  pattern?: RegExp;
  checks?: { _zod: { def: Record<string, unknown> } }[];
  shape?: Record<string, z.ZodType>;
  element?: z.ZodType;
  keyType?: z.ZodType;
  valueType?: z.ZodType;
  innerType?: z.ZodType;
  options?: z.ZodType[];
  entries?: Record<string, string>;
  values?: unknown[];
}

const definition = (schema: z.ZodType) => schema._zod.def as unknown as Definition;
/** Long enough to hold something, short enough for nested lists. */
const MORE = { letters: 30, items: 3 };

interface Bounds {
  min?: number;
  max?: number;
  whole: boolean;
  pattern?: RegExp;
  format?: string;
}

function boundsOf({ checks = [], format, pattern }: Definition): Bounds {
  const bounds: Bounds = {
    whole: format === 'safeint',
    ...(pattern ? { pattern } : {}),
    ...(format ? { format } : {}),
  };
  for (const { _zod } of checks) {
    const { check, value, minimum, maximum, inclusive, format: ofNumber } = _zod.def as Record<string, never>;
    if (check === 'greater_than' && inclusive) bounds.min = value;
    if (check === 'less_than' && inclusive) bounds.max = value;
    if (check === 'min_length') bounds.min = minimum;
    if (check === 'max_length') bounds.max = maximum;
    if (check === 'number_format' && ofNumber === 'safeint') bounds.whole = true;
    if (check === 'string_format') bounds.pattern = _zod.def.pattern as RegExp;
  }
  return bounds;
}

function ofString(def: Definition): fc.Arbitrary<string> {
  const { min = 0, max, pattern, format } = boundsOf(def);
  if (format === 'datetime') return fc.date({ noInvalidDate: true, ...YEARS }).map((date) => date.toISOString());
  if (format === 'date')
    return fc.date({ noInvalidDate: true, ...YEARS }).map((date) => date.toISOString().slice(0, 10));
  if (pattern) return fc.stringMatching(pattern);
  const maxLength = Math.min(max ?? Infinity, min + MORE.letters);
  return fc.string({ unit: LETTER, minLength: min, maxLength });
}
/** What breaks careless code: control characters, half a surrogate pair, separators, quotes. */
const AWKWARD = ['\u0000', '\u001b', '\ud83d', '\ufeff', '\u2028', '"', "'", '\\', '%', '<', '\n'];
const LETTER = fc.oneof(
  { weight: 9, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }) },
  { weight: 1, arbitrary: fc.constantFrom(...AWKWARD) },
);
const YEARS = { min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59.999Z') };

function ofNumber(def: Definition): fc.Arbitrary<number> {
  const { min, max, whole } = boundsOf(def);
  const range = { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
  if (whole) return fc.integer({ min: min ?? Number.MIN_SAFE_INTEGER, max: max ?? Number.MAX_SAFE_INTEGER });
  // JSON has no -0, NaN or Infinity.
  return fc.double({ noNaN: true, noDefaultInfinity: true, ...range }).map((value) => (value === 0 ? 0 : value));
}

function ofObject(shape: Record<string, z.ZodType>): fc.Arbitrary<object> {
  const optional = (schema: z.ZodType) => ['optional', 'default'].includes(definition(schema).type);
  const required = Object.keys(shape).filter((key) => !optional(shape[key]!));
  const fields = Object.fromEntries(Object.entries(shape).map(([key, schema]) => [key, raw(unwrapOptional(schema))]));
  return fc.record(fields, { requiredKeys: required, noNullPrototype: true });
}

function unwrapOptional(schema: z.ZodType): z.ZodType {
  const { type, innerType } = definition(schema);
  return (type === 'optional' || type === 'default') && innerType ? unwrapOptional(innerType) : schema;
}

/** Input of the schema's shape; refinements that a shape cannot say may still refuse it. */
function raw(schema: z.ZodType): fc.Arbitrary<unknown> {
  const def = definition(schema);
  const part = shaped(schema, def);
  return (def.checks ?? []).length > 0 ? part.filter((value) => schema.safeParse(value).success) : part;
}

function shaped(schema: z.ZodType, def: Definition): fc.Arbitrary<unknown> {
  switch (def.type) {
    case 'string':
      return ofString(def);
    case 'number':
      return ofNumber(def);
    case 'boolean':
      return fc.boolean();
    case 'literal':
      return fc.constantFrom(...(def.values ?? []));
    case 'enum':
      return fc.constantFrom(...Object.values(def.entries ?? {}));
    case 'nullable':
      return fc.option(raw(def.innerType!), { nil: null });
    case 'optional':
    case 'default':
      return raw(unwrapOptional(schema));
    case 'array': {
      const { min = 0, max = Infinity } = boundsOf(def);
      return fc.array(raw(def.element!), { minLength: min, maxLength: Math.min(max, min + MORE.items) });
    }
    case 'object':
      return ofObject(def.shape ?? {});
    case 'record': {
      // A record over an enum has every key.
      const keys = Object.values(definition(def.keyType!).entries ?? {});
      return fc.record(Object.fromEntries(keys.map((key) => [key, raw(def.valueType!)])), { noNullPrototype: true });
    }
    case 'union':
      return fc.oneof(...(def.options ?? []).map(raw));
    default:
      throw new Error(`The contracts had no ${def.type} yet: say how to make one.`);
  }
}

/** Values that a schema accepts, made from the schema itself: what it returns for random input of its shape. */
export function valuesOf<T>(schema: z.ZodType<T>): fc.Arbitrary<T> {
  return raw(schema).map((input) => schema.parse(input));
}
