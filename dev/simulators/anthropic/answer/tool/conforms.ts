import { lengthOf, resolve, type Schema, type SchemaLike } from './schema.ts';

/** Whether a value is valid; used to choose between branches, and as the last check of an answer. */
export function conforms(value: unknown, like: SchemaLike | undefined, root: Schema): boolean {
  if (typeof like === 'boolean') return like;
  const schema = resolve(like, root);
  const same = (other: unknown): boolean => JSON.stringify(other) === JSON.stringify(value);
  if (schema.const !== undefined && !same(schema.const)) return false;
  if (schema.enum !== undefined && !schema.enum.some(same)) return false;
  if (schema.anyOf !== undefined && !schema.anyOf.some((branch) => conforms(value, branch, root))) return false;
  if (schema.oneOf !== undefined && schema.oneOf.filter((branch) => conforms(value, branch, root)).length !== 1)
    return false;
  if (schema.not !== undefined && conforms(value, schema.not, root)) return false;
  if (schema.type !== undefined && ![schema.type].flat().some((type) => hasType(value, type))) return false;
  if (typeof value === 'string') return stringConforms(value, schema);
  if (typeof value === 'number') return numberConforms(value, schema);
  if (Array.isArray(value)) return arrayConforms(value, schema, root);
  if (typeof value === 'object' && value !== null)
    return objectConforms(value as Record<string, unknown>, schema, root);
  return true;
}

function hasType(value: unknown, type: string): boolean {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  if (type === 'integer') return Number.isInteger(value);
  return typeof value === type;
}

function stringConforms(value: string, schema: Schema): boolean {
  const length = lengthOf(value);
  if (length < (schema.minLength ?? 0) || length > (schema.maxLength ?? Infinity)) return false;
  return schema.pattern === undefined || new RegExp(schema.pattern, 'u').test(value);
}

function numberConforms(value: number, schema: Schema): boolean {
  const step = schema.multipleOf;
  return (
    value >= (schema.minimum ?? -Infinity) &&
    value <= (schema.maximum ?? Infinity) &&
    value > (schema.exclusiveMinimum ?? -Infinity) &&
    value < (schema.exclusiveMaximum ?? Infinity) &&
    (step === undefined || Number.isInteger(Number((value / step).toFixed(9))))
  );
}

function arrayConforms(value: unknown[], schema: Schema, root: Schema): boolean {
  const fixed = schema.prefixItems ?? [];
  if (value.length < (schema.minItems ?? 0) || value.length > (schema.maxItems ?? Infinity)) return false;
  if (schema.uniqueItems && new Set(value.map((item) => JSON.stringify(item))).size < value.length) return false;
  return value.every((item, index) => conforms(item, fixed[index] ?? schema.items ?? true, root));
}

function objectConforms(value: Record<string, unknown>, schema: Schema, root: Schema): boolean {
  if ((schema.required ?? []).some((name) => value[name] === undefined)) return false;
  if (Object.keys(value).length < (schema.minProperties ?? 0)) return false;
  return Object.entries(value).every(([name, item]) =>
    conforms(item, schema.properties?.[name] ?? schema.additionalProperties ?? true, root),
  );
}
