import type { PriceTable } from '../ports/llm.ts';

/** The price tables of several vendors as one; its version names them all. */
export const withFallbackPrices = (preferred: PriceTable, ...others: readonly PriceTable[]): PriceTable => ({
  version: [preferred, ...others].map(({ version }) => version).join('+'),
  models: Object.assign({}, preferred.models, ...others.map(({ models }) => models)) as PriceTable['models'],
});
