import { ANTHROPIC_PRICES } from '@bo1/activities/adapters/anthropic.prices';
import { createBrave } from '@bo1/activities/adapters/brave';
import { DEFAULT_OPENAI_MODELS, openAiPrices } from '@bo1/activities/adapters/openai.prices';
import { mergedPrices } from '@bo1/activities/adapters/prices';
import { costOf } from '@bo1/activities/llm/price';
import type { PriceOf } from './ledger.ts';

const { models } = mergedPrices(
  ANTHROPIC_PRICES,
  openAiPrices({ models: { ...DEFAULT_OPENAI_MODELS }, baseUrl: undefined }),
);
const SEARCH_MICROS = createBrave({ apiKey: 'none' }).price.micros;

/** The vendor's bill of a call, at the list prices of the product's own tables. */
export const priceOf: PriceOf = ({ model, usage }) => {
  if (usage === null) return BigInt(SEARCH_MICROS);
  const price = models[model ?? ''];
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
