import { ANTHROPIC_PRICES } from '@bo1/activities/adapters/anthropic.prices';
import { costOf } from '@bo1/activities/llm/price';
import type { PriceOf } from './ledger.ts';

/** The vendor's bill of a call, at the list prices of the product's own table. */
export const priceOf: PriceOf = (model, usage) => {
  const price = ANTHROPIC_PRICES.models[model];
  if (price === undefined) throw new Error(`No price for ${model}.`);
  return BigInt(
    costOf(price, {
      input_tokens: usage.input_tokens,
      output_tokens: usage.output_tokens,
      cache_read_tokens: usage.cache_read_input_tokens,
      cache_write_tokens: usage.cache_creation_input_tokens,
    }),
  );
};
