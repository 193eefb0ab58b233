import type { PriceTable } from '../ports/llm.ts';

/** The price tables of several vendors as one; its version names them all. */
export const mergedPrices = (...tables: readonly PriceTable[]): PriceTable => ({
  version: tables.map(({ version }) => version).join('+'),
  models: Object.assign({}, ...tables.map(({ models }) => models)) as PriceTable['models'],
});
