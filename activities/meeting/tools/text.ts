import { z } from 'zod';

/**
 * A text of an answer. The schema that the model sees states the longest length; an answer that is longer is cut by repair
 * and not sent back: a whole call is a high price for a few words.
 */
export const text = (max: number, description: string) => z.string().min(1).meta({ maxLength: max, description });

/** An enum of codes known at run time. Throws on an empty list: there would be no valid answer. */
export function oneOf(values: readonly string[], description: string) {
  const [first, ...rest] = values;
  if (first === undefined) throw new RangeError('An enum needs a value.');
  return z.enum([first, ...rest]).describe(description);
}

/** An object with one property for each code. */
export function forEach<S extends z.ZodType>(codes: readonly string[], value: (code: string) => S) {
  return z.object(Object.fromEntries(codes.map((code) => [code, value(code)])) as Record<string, S>);
}
