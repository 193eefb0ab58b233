import type { ModelPrice, ModelRole, PriceTable } from '../ports/llm.ts';

/** Dollars for a million tokens → micro-dollars. Nothing is charged for writing to the cache beyond the input itself. */
const usd = (input: number, output: number, cache_read: number): ModelPrice => ({
  input: Math.round(input * 1e6),
  output: Math.round(output * 1e6),
  cache_write: Math.round(input * 1e6),
  cache_read: Math.round(cache_read * 1e6),
});

/**
 * List prices: input, output, cached input, in dollars for a million tokens. Source:
 * https://developers.openai.com/api/docs/pricing, as of 6 November 2026. Only models that can be kept from reasoning, which is billed as
 * output. A change of a price is a new version; runs that began before keep theirs.
 */
const LISTED: Record<string, ModelPrice> = {
  'gpt-5.4': { ...usd(2.5, 15, 0.25), long_prompt: { above: 272_000, ...usd(5, 22.5, 0.5) } },
  'gpt-5.4-mini': usd(0.75, 4.5, 0.075),
  'gpt-5.2': usd(1.75, 14, 0.175),
};
const VERSION = 'openai-2026-11-06';

/** Defaults of BO1_FALLBACK_MODEL_MAIN and BO1_FALLBACK_MODEL_SMALL. */
export const DEFAULT_OPENAI_MODELS = { main: 'gpt-5.4-mini', small: 'gpt-5.4-mini' } as const;

const FREE = usd(0, 0, 0);
/** A server on this machine or in this network costs its electricity. */
const LOCAL_HOST =
  /^(localhost|host\.docker\.internal|\[::1\]|127\.\d+\.\d+\.\d+|10\.\d+\.\d+\.\d+|192\.168\.\d+\.\d+|172\.(1[6-9]|2\d|3[01])\.\d+\.\d+|[^.]+\.local|[^.]+)$/;

export interface OpenAiModels {
  models: Record<ModelRole, string>;
  baseUrl: string | undefined;
  /** Prices for models that are not listed: dollars for a million tokens of input, of output and of cached input. */
  prices?: Partial<Record<ModelRole, readonly number[]>>;
}

/**
 * What the chosen models cost: as set, as listed, or nothing where the server is local. Throws an error that says which
 * setting is missing, since a model without a price would be spent unseen.
 */
export function openAiPrices({ models, baseUrl, prices = {} }: OpenAiModels): PriceTable {
  const priced = (['main', 'small'] as const).map((role) => [models[role], priceOf(role)] as const);
  return { version: VERSION, models: Object.fromEntries(priced) };

  function priceOf(role: ModelRole): ModelPrice {
    const [input, output, cached = input] = prices[role] ?? [];
    if (input !== undefined && output !== undefined) return usd(input, output, cached ?? input);
    const listed = LISTED[models[role]];
    if (listed) return listed;
    if (baseUrl !== undefined && LOCAL_HOST.test(new URL(baseUrl).hostname)) return FREE;
    throw new Error(
      `The price of ${JSON.stringify(models[role])} is not known: set BO1_FALLBACK_PRICE_${role.toUpperCase()} to its dollars for a ` +
        `million tokens of input and output, e.g. 0.5,1.5, or use one of ${Object.keys(LISTED).join(', ')}.`,
    );
  }
}
