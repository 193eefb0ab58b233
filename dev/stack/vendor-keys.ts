import { reasonOf, StartError } from './failure.ts';
import { tell } from './terminal.ts';

const PATIENCE_MS = 4_000;

/** Where vendors are when no other place is given. */
export const VENDOR_BASES = {
  anthropic: 'https://api.anthropic.com',
  openai: 'https://api.openai.com/v1',
  voyage: 'https://api.voyageai.com',
  brave: 'https://api.search.brave.com',
};

/** A vendor whose key can be tried by a request that costs nothing. */
interface Vendor {
  variable: string;
  baseVariable: string;
  base: string;
  request(key: string): { path: string; init?: RequestInit };
  /** What an answer holds that says that the key is no good, where that is not 401. */
  refusal?: RegExp;
  /** Where a good one comes from, and what happens without any. */
  remedy: string;
}

const VENDORS: Vendor[] = [
  {
    variable: 'ANTHROPIC_API_KEY',
    baseVariable: 'ANTHROPIC_BASE_URL',
    base: VENDOR_BASES.anthropic,
    request: (key) => ({
      path: '/v1/models?limit=1',
      init: { headers: { 'x-api-key': key, 'anthropic-version': '2023-06-01' } },
    }),
    remedy: 'Copy a valid key from the console, or unset ANTHROPIC_API_KEY to go on with the simulated model.',
  },
  {
    variable: 'OPENAI_API_KEY',
    baseVariable: 'OPENAI_BASE_URL',
    base: VENDOR_BASES.openai,
    request: (key) => ({ path: '/models', init: { headers: { authorization: `Bearer ${key}` } } }),
    remedy: 'Copy a valid key from the vendor, or unset OPENAI_API_KEY to go on without this model.',
  },
  {
    variable: 'VOYAGE_API_KEY',
    baseVariable: 'VOYAGE_BASE_URL',
    base: VENDOR_BASES.voyage,
    // Nothing to embed: a good key is told so, by 400.
    request: (key) => ({
      path: '/v1/embeddings',
      init: {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify({ input: [], model: 'voyage-4-lite' }),
      },
    }),
    remedy: 'Copy a valid key from the vendor, or unset VOYAGE_API_KEY to compare sentences on this machine.',
  },
  {
    variable: 'BRAVE_API_KEY',
    baseVariable: 'BRAVE_BASE_URL',
    base: VENDOR_BASES.brave,
    // No query: a good key is told so, by 422, and so is a wrong one, under another code.
    request: (key) => ({ path: '/res/v1/web/search', init: { headers: { 'x-subscription-token': key } } }),
    refusal: /SUBSCRIPTION_TOKEN_INVALID/,
    remedy: 'Copy a valid key from the dashboard, or unset BRAVE_API_KEY to go on without research on the web.',
  },
];

/** Tries one key; resolves with why it must not be used. */
async function refusal(vendor: Vendor, set: Record<string, string>): Promise<StartError | undefined> {
  const key = set[vendor.variable];
  if (key === undefined) return undefined;
  const base = (set[vendor.baseVariable] ?? vendor.base).replace(/\/$/, '');
  const { path, init } = vendor.request(key);
  let answer: { status: number; body: string };
  try {
    const response = await fetch(base + path, { ...init, signal: AbortSignal.timeout(PATIENCE_MS) });
    answer = { status: response.status, body: await response.text() };
  } catch (thrown) {
    // No network now is no proof against the key: calls are retried, and /api/health/llm tells.
    const cause = thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause : thrown;
    tell(`${base} does not answer now, so ${vendor.variable} is not checked (${reasonOf(cause)})`, 'bad');
    return undefined;
  }
  // A key that may not look at this may well do the work.
  if (answer.status === 403) tell(`${base} answers 403, so ${vendor.variable} is not checked`, 'bad');
  if (answer.status !== 401 && vendor.refusal?.test(answer.body) !== true) return undefined;
  return new StartError(`${base} refuses the key in ${vendor.variable} (${answer.status}).`, vendor.remedy);
}

/**
 * Asks each vendor whether it takes the key that was given for it, side by side, by calls that cost nothing.
 * @param set settings the person gave, not the stack's own
 * @returns each key that is refused
 */
export async function askVendors(set: Record<string, string>): Promise<StartError[]> {
  const refusals = await Promise.all(VENDORS.map((vendor) => refusal(vendor, set)));
  return refusals.filter((problem) => problem !== undefined);
}
