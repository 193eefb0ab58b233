/** What money is called, wherever it is told. */
const COST = /cost|price|token|micros|budget|spen[dt]|usd|dollar/i;

function namesIn(value: unknown): string[] {
  if (!(value instanceof Object)) return [];
  return Object.entries(value).flatMap(([name, inner]) => [...(Array.isArray(value) ? [] : [name]), ...namesIn(inner)]);
}

/** Names in a JSON value, however deep, that tell of money. */
export const costsIn = (value: unknown): string[] => namesIn(value).filter((name) => COST.test(name));

/** Somebody who is no admin was told what something costs. */
export class CostsTold extends Error {
  override readonly name = 'CostsTold';
}

/** Throws `CostsTold` where an answer or a frame of the product's own routes tells of money. */
export function refuseCosts(where: string, value: unknown): void {
  const told = costsIn(value);
  if (told.length > 0) throw new CostsTold(`${where} tells somebody who is no admin: ${told.join(', ')}`);
}
