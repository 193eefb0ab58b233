import type { NumberBounds } from './numbers.ts';
import type { Schema } from './schema.ts';

/** Where in the answer a value goes, and what is known that could go there. */
export interface Place {
  path: string[];
  /** The property's name; for an item, its list's name. */
  name: string;
  description: string;
  given: unknown;
}

/** Decides what a schema leaves open. What it returns is made valid by the generator (lengths, bounds, steps). */
export interface Strategy {
  /** What is known for a property of an object. */
  given(parent: Place, name: string, schema: Schema): unknown;
  /** Whether an optional property is answered. */
  include(place: Place): boolean;
  /** How many items; `most` may be Infinity. */
  count(place: Place, least: number, most: number): number;
  /** What is known for the items of a list, in order. */
  items(place: Place): unknown[];
  member(place: Place, values: unknown[]): unknown;
  /** Branches of anyOf/oneOf, the one to try first first. */
  order(place: Place, branches: Schema[]): Schema[];
  type(place: Place, types: string[]): string;
  text(place: Place, schema: Schema): string;
  /** Makes a text longer; called until it is long enough. */
  more(place: Place): string;
  number(place: Place, bounds: NumberBounds): number;
  flag(place: Place): boolean;
  /** For patterns and formats. */
  next(): number;
}
