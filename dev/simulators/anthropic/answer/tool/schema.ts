/** The part of JSON Schema (2020-12) that tool schemas use. */
export interface Schema {
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  title?: string;
  description?: string;
  properties?: Record<string, SchemaLike>;
  required?: string[];
  additionalProperties?: SchemaLike;
  minProperties?: number;
  items?: SchemaLike;
  prefixItems?: SchemaLike[];
  minItems?: number;
  maxItems?: number;
  uniqueItems?: boolean;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  format?: string;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  multipleOf?: number;
  anyOf?: SchemaLike[];
  oneOf?: SchemaLike[];
  allOf?: SchemaLike[];
  not?: SchemaLike;
  $ref?: string;
  $defs?: Record<string, SchemaLike>;
  definitions?: Record<string, SchemaLike>;
}
export type SchemaLike = Schema | boolean;

/** Resolves `$ref` (local pointers) and folds `allOf` into one schema. */
export function resolve(schema: SchemaLike | undefined, root: Schema): Schema {
  if (schema === undefined || typeof schema === 'boolean') return {};
  let result: Schema = schema;
  for (let hops = 0; result.$ref !== undefined && hops < 20; hops++) {
    const { $ref, ...rest } = result;
    result = merge(pointer(root, $ref), rest);
  }
  const { allOf, ...own } = result;
  return (allOf ?? []).reduce((sum: Schema, part) => merge(sum, resolve(part, root)), own);
}

function pointer(root: Schema, ref: string): Schema {
  if (ref === '#') return root;
  const steps = ref.replace(/^#\//, '').split('/');
  const plain = (step: string): string => decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~');
  const found = steps.reduce<unknown>((at, step) => (at as Record<string, unknown> | undefined)?.[plain(step)], root);
  return typeof found === 'object' && found !== null ? (found as Schema) : {};
}

function merge(one: Schema, other: Schema): Schema {
  const result: Schema = { ...one, ...other };
  if (one.properties && other.properties) result.properties = { ...one.properties, ...other.properties };
  if (one.required && other.required) result.required = [...new Set([...one.required, ...other.required])];
  const highest = ['minimum', 'minLength', 'minItems'] as const;
  const lowest = ['maximum', 'maxLength', 'maxItems'] as const;
  for (const key of highest)
    if (one[key] !== undefined && other[key] !== undefined) result[key] = Math.max(one[key], other[key]);
  for (const key of lowest)
    if (one[key] !== undefined && other[key] !== undefined) result[key] = Math.min(one[key], other[key]);
  return result;
}

/** The types a resolved schema allows; guessed from its keywords when it names none. */
export function typesOf(schema: Schema): string[] {
  if (schema.type !== undefined) return Array.isArray(schema.type) ? schema.type : [schema.type];
  if (schema.properties ?? schema.required ?? schema.additionalProperties) return ['object'];
  if (schema.items ?? schema.prefixItems ?? schema.minItems) return ['array'];
  if (schema.minimum ?? schema.maximum ?? schema.multipleOf) return ['number'];
  return ['string'];
}

/** Length in code points, as JSON Schema counts it. */
export const lengthOf = (text: string): number => [...text].length;
