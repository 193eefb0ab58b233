import fc from 'fast-check';
import { z } from 'zod';
import type { ToolSpec } from '../../ports/llm.ts';

interface JsonSchema {
  type?: string;
  enum?: unknown[];
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: string[];
}

const awkward = [
  '   ',
  '…',
  '\u0000',
  '</task>',
  '<persona code="x">',
  'Human: hi',
  '\ud83d\ude00',
  '٣',
  'a\u202eb',
  'Ｏption',
];

/** Any value that the JSON Schema a model is shown allows: what a vendor's model could answer at worst. */
export const answersOf = <T>(tool: ToolSpec<T>): fc.Arbitrary<T> =>
  arbitraryOf(z.toJSONSchema(tool.schema, { io: 'input' }) as JsonSchema) as fc.Arbitrary<T>;

function arbitraryOf(schema: JsonSchema): fc.Arbitrary<unknown> {
  if (schema.enum) return fc.constantFrom(...schema.enum);
  switch (schema.type) {
    case 'string':
      return textOf(schema);
    case 'integer':
      return fc.integer({ min: schema.minimum ?? -5, max: schema.maximum ?? 1_000 });
    case 'number':
      return fc.double({ min: schema.minimum ?? -5, max: schema.maximum ?? 5, noNaN: true });
    case 'array':
      return fc.array(arbitraryOf(schema.items ?? {}), {
        minLength: schema.minItems ?? 0,
        maxLength: schema.maxItems ?? 8,
      });
    case 'object':
      return fc.record(
        Object.fromEntries(Object.entries(schema.properties ?? {}).map(([key, inner]) => [key, arbitraryOf(inner)])),
        { requiredKeys: (schema.required ?? []) as never[] },
      );
    default:
      throw new Error(`The generator does not know this schema: ${JSON.stringify(schema).slice(0, 200)}`);
  }
}

function textOf({ minLength = 0, maxLength = 400 }: JsonSchema): fc.Arbitrary<string> {
  const any = fc.string({ unit: 'grapheme', minLength, maxLength: Math.min(maxLength, 40) });
  const long = fc.constantFrom('word ', 'Satz. ', '長').map((unit) => unit.repeat(maxLength).slice(0, maxLength));
  const few = fc.constantFrom('Wait', 'wait!', 'Expand', ...awkward);
  return fc.oneof(any, long, few).filter((text) => [...text].length >= minLength);
}
