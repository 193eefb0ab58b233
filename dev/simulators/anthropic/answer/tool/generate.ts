import { conforms } from './conforms.ts';
import { numberBounds, nearestNumber } from './numbers.ts';
import { resolve, typesOf, type Schema, type SchemaLike } from './schema.ts';
import type { Place, Strategy } from './strategy.ts';
import { fitText } from './texts.ts';

/** Below this depth only what is required is generated, so that recursive schemas end. */
const DEEP = 6;
const ATTEMPTS = 40;

/**
 * A value that is valid for a tool's schema; `strategy` decides everything the schema leaves open.
 * @throws Error when no valid value was found (a contradictory schema)
 */
export function generate(root: Schema, strategy: Strategy, given: unknown): unknown {
  const place: Place = { path: [], name: '', description: root.description ?? '', given };
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const value = valueOf(root, { root, strategy }, { ...place, given: attempt === 0 ? given : undefined });
    if (conforms(value, root, root)) return value;
  }
  throw new Error('no value found that is valid for this schema');
}

interface Context {
  root: Schema;
  strategy: Strategy;
}

function valueOf(like: SchemaLike | undefined, context: Context, place: Place): unknown {
  const schema = resolve(like, context.root);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return context.strategy.member(place, schema.enum);
  const branches = schema.anyOf ?? schema.oneOf;
  if (branches !== undefined) return branchValue(schema, branches, context, place);
  const types = typesOf(schema);
  const type = types.length === 1 ? types[0] : context.strategy.type(place, types);
  switch (type) {
    case 'null':
      return null;
    case 'boolean':
      return context.strategy.flag(place);
    case 'integer':
    case 'number':
      return numberValue(schema, type === 'integer', context, place);
    case 'array':
      return arrayValue(schema, context, place);
    case 'object':
      return objectValue(schema, context, place);
    default:
      return fitText(context.strategy, place, schema);
  }
}

function branchValue(schema: Schema, branches: SchemaLike[], context: Context, place: Place): unknown {
  const { anyOf: _any, oneOf: _one, ...common } = schema;
  const options = branches.map((branch) => resolve(branch, context.root));
  let value: unknown;
  for (const option of context.strategy.order(place, options)) {
    value = valueOf({ ...common, ...option, ...mergedProperties(common, option) }, context, place);
    if (conforms(value, schema, context.root)) return value;
  }
  return value;
}

const mergedProperties = (one: Schema, other: Schema): Schema =>
  one.properties && other.properties
    ? {
        properties: { ...one.properties, ...other.properties },
        required: [...(one.required ?? []), ...(other.required ?? [])],
      }
    : {};

function numberValue(schema: Schema, integer: boolean, context: Context, place: Place): number {
  const bounds = numberBounds(schema, integer);
  return nearestNumber(context.strategy.number(place, bounds), bounds);
}

function arrayValue(schema: Schema, context: Context, place: Place): unknown[] {
  const fixed = schema.prefixItems ?? [];
  const low = schema.minItems ?? 0;
  const limit = schema.items === undefined || schema.items === false ? Math.max(low, fixed.length) : Infinity;
  const deep = place.path.length > DEEP;
  const count = deep ? low : context.strategy.count(place, low, Math.min(schema.maxItems ?? Infinity, limit));
  const given = context.strategy.items(place);
  const values: unknown[] = [];
  const seen = new Set<string>();
  for (let index = 0, misses = 0; values.length < count && misses < ATTEMPTS; index++) {
    const item = { ...place, path: [...place.path, String(values.length)], given: given[index] };
    const value = valueOf(fixed[values.length] ?? schema.items ?? { type: 'string' }, context, item);
    if (schema.uniqueItems && seen.has(JSON.stringify(value))) misses += 1;
    else values.push(value);
    seen.add(JSON.stringify(value));
  }
  return values;
}

function objectValue(schema: Schema, context: Context, place: Place): Record<string, unknown> {
  const required = new Set(schema.required ?? []);
  const known = schema.properties ?? {};
  const names = [...new Set([...Object.keys(known), ...required])];
  const value: Record<string, unknown> = {};
  for (const name of names) {
    const property = resolve(known[name] ?? extraSchema(schema), context.root);
    const child: Place = {
      path: [...place.path, name],
      name,
      description: property.description ?? '',
      given: context.strategy.given(place, name, property),
    };
    const include = required.has(name) || (place.path.length <= DEEP && context.strategy.include(child));
    if (include) value[name] = valueOf(known[name] ?? extraSchema(schema), context, child);
  }
  addExtras(schema, context, place, value);
  return value;
}

const extraSchema = (schema: Schema): SchemaLike =>
  schema.additionalProperties === undefined || typeof schema.additionalProperties === 'boolean'
    ? { type: 'string' }
    : schema.additionalProperties;

/** Entries of a map (`additionalProperties`): the ones given, and enough to reach minProperties. */
function addExtras(schema: Schema, context: Context, place: Place, value: Record<string, unknown>): void {
  if (schema.additionalProperties === false) return;
  const isMap = typeof schema.additionalProperties === 'object';
  const given = isMap && typeof place.given === 'object' && place.given !== null ? place.given : {};
  const add = (name: string, item: unknown): void => {
    const child: Place = { path: [...place.path, name], name, description: '', given: item };
    value[name] ??= valueOf(extraSchema(schema), context, child);
  };
  if (!Array.isArray(given)) for (const [name, item] of Object.entries(given)) add(name, item);
  for (let index = 1; Object.keys(value).length < (schema.minProperties ?? 0); index++)
    add(`entry_${index}`, undefined);
}
