/**
 * List prices in dollars for a million tokens: https://docs.voyageai.com/docs/pricing, as others quote it in November 2026.
 * The tokens that an account has free are counted at their price too: the ledger is never below the bill. A change of a
 * price is a new version.
 */
const LISTED: Record<string, number> = {
  'voyage-4-large': 0.12,
  'voyage-4': 0.06,
  'voyage-4-lite': 0.02,
  'voyage-3-large': 0.18,
  'voyage-3.5': 0.06,
  'voyage-3.5-lite': 0.02,
};
const VERSION = 'voyage-2026-11-22';

/**
 * Micro-dollars for a million tokens of a model: as set, or as listed. Throws an error that says which setting is missing,
 * since a model without a price would be spent unseen.
 * @param given dollars for a million tokens
 */
export function voyagePrice(model: string, given?: number): { micros: number; version: string } {
  const dollars = given ?? LISTED[model];
  if (dollars !== undefined) return { micros: Math.round(dollars * 1e6), version: VERSION };
  throw new Error(
    `The price of ${JSON.stringify(model)} is not known: set BO1_VOYAGE_PRICE to its dollars for a million tokens, e.g. ` +
      `0.06, or use one of ${Object.keys(LISTED).join(', ')}.`,
  );
}
