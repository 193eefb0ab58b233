import { z } from 'zod';
import { failure, retryAfterOf } from '../failures.ts';
import { Circuits } from '../llm/circuits.ts';
import { PAGE_LIMITS, QUERY_LIMIT, SearchError, type FoundPage, type SearchPort } from '../ports/search.ts';
import { plainText } from './brave.text.ts';

/**
 * Five dollars for a thousand queries of the plan "Search": https://api-dashboard.search.brave.com/app/plans, the vendor's own
 * page, as of 22 November 2026. The credit that an account has free a month is counted at its price too.
 */
const PRICE = { micros: 5_000, version: 'brave-2026-11-22' };
/** Longest time for one query, in ms. */
const PATIENCE_MS = 10_000;
const VENDOR = 'brave';
/** The vendor refuses longer queries. */
const WORDS_LIMIT = 50;

const answerSchema = z.looseObject({
  web: z
    .looseObject({
      results: z.array(z.looseObject({ title: z.string(), url: z.string(), description: z.string().default('') })),
    })
    .nullish(),
});

export interface BraveSettings {
  apiKey: string;
  /** Absent: the vendor's own. */
  baseUrl?: string | undefined;
  /** Longest time for one query, in ms. */
  patienceMs?: number;
  /** Clock in epoch ms. */
  now?: () => number;
}

/** The web's search by Brave, which keeps no profile of who asks. Left alone for 30 s after five outages in a row. */
export function createBrave({ apiKey, baseUrl, patienceMs = PATIENCE_MS, now }: BraveSettings): SearchPort {
  const base = new URL('/res/v1/web/search', baseUrl ?? 'https://api.search.brave.com');
  const circuits = new Circuits(now);
  return {
    provider: 'brave',
    price: PRICE,
    async search(query, count, signal) {
      if (!circuits.admits(VENDOR)) throw unavailable('is left alone for a while', true);
      circuits.entered(VENDOR);
      try {
        const pages = await ask(query, count, AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]));
        circuits.succeeded(VENDOR);
        return pages;
      } catch (error) {
        const known = error instanceof SearchError ? error : unavailable('did not answer, or not in full', false);
        if (!signal.aborted && known.failure.type === 'provider_unavailable') circuits.failed(VENDOR);
        throw known;
      }
    },
  };

  async function ask(query: string, count: number, signal: AbortSignal): Promise<FoundPage[]> {
    const url = new URL(base);
    const words = query.split(/\s+/).slice(0, WORDS_LIMIT).join(' ');
    url.searchParams.set('q', words.slice(0, QUERY_LIMIT));
    url.searchParams.set('count', String(count));
    url.searchParams.set('result_filter', 'web');
    url.searchParams.set('text_decorations', 'false');
    const headers = { accept: 'application/json', 'x-subscription-token': apiKey };
    const response = await fetch(url, { headers, signal, redirect: 'error' });
    if (!response.ok) {
      await response.body?.cancel();
      throw refusal(response.status, response.headers);
    }
    const parsed = answerSchema.safeParse(await response.json());
    if (!parsed.success) throw unavailable('answered with something that is no list of pages', false);
    return (parsed.data.web?.results ?? []).flatMap(pageOf).slice(0, count);
  }
}

function pageOf({ title, url, description }: { title: string; url: string; description: string }): FoundPage[] {
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url) || url.length > PAGE_LIMITS.url) return [];
  const name = plainText(title, PAGE_LIMITS.title) || new URL(url).hostname;
  return [{ title: name, url: new URL(url).href, snippet: plainText(description, PAGE_LIMITS.snippet) }];
}

const unavailable = (what: string, refused: boolean): SearchError =>
  new SearchError(failure('provider_unavailable', `The search of the web ${what}.`), refused);

function refusal(status: number, headers: Headers): SearchError {
  const typed = (type: 'provider_spend_limit' | 'provider_rejected', what: string) =>
    new SearchError(failure(type, `The search of the web ${what} (${status}).`), true);
  // The second figure is the month's: used up, no waiting mends it.
  const month = headers.get('x-ratelimit-remaining')?.split(',')[1]?.trim();
  if (status === 402 || (status === 429 && month === '0')) return typed('provider_spend_limit', 'is used up');
  if (status === 429) {
    const retryAfterMs = retryAfterOf(headers) ?? 1_000;
    const limited = failure('provider_rate_limited', 'The search of the web limits the rate of queries (429).', {
      retryAfterMs,
    });
    return new SearchError(limited, true);
  }
  if (status >= 500 || status === 408) return unavailable(`is not available (${status})`, true);
  return typed('provider_rejected', 'refused the query');
}
