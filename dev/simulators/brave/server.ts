import { Random } from '../anthropic/random.ts';
import { Refusal, startVendor, type RunningVendor, type Vendor } from '../single-answer.ts';
import { pagesFor, type Page } from './pages.ts';

interface Asked {
  query: string;
  count: number;
}

const errorBody = (status: number, code = `SIMULATED_${status}`): object => ({
  type: 'ErrorResponse',
  error: { code, detail: 'simulated', status },
});

const vendor: Vendor = {
  name: 'brave',
  delayMs: 120,
  wrongShape: { type: 'search', web: { results: [{ title: 1 }] } },
  errorBody: (status) => errorBody(status),
  read(request, url): Promise<Asked> {
    if (`${request.method} ${url.pathname}` !== 'GET /res/v1/web/search') throw new Refusal(404, errorBody(404));
    if (!String(request.headers['x-subscription-token'] ?? '').startsWith('sk-sim-'))
      throw new Refusal(422, errorBody(422, 'SUBSCRIPTION_TOKEN_INVALID'));
    const query = (url.searchParams.get('q') ?? '').trim();
    const count = Number(url.searchParams.get('count') ?? 20);
    const isTooLong = query.length > 400 || query.split(/\s+/).length > 50;
    if (query === '' || isTooLong || !Number.isInteger(count) || count < 1 || count > 20)
      throw new Refusal(422, errorBody(422));
    return Promise.resolve({ query, count });
  },
  answer(given) {
    const { query, count } = given as Asked;
    const results = pagesFor(query).slice(0, count).map(entryOf);
    return {
      type: 'search',
      query: { original: query, more_results_available: false },
      ...(results.length > 0 ? { web: { type: 'search', results, family_friendly: true } } : {}),
    };
  },
};

const entryOf = ({ title, url, description }: Page): object => ({
  title,
  url,
  description,
  is_source_local: false,
  is_source_both: false,
  profile: { name: 'Simulated', long_name: new URL(url).hostname },
  language: 'en',
  family_friendly: true,
  age: `${1 + Math.floor(new Random(url).next() * 11)} months ago`,
});

/**
 * Starts the simulator of Brave's search; `url` is what goes into BRAVE_BASE_URL. It makes up pages from the query's own words, on
 * hosts that cannot exist; a query with the word `nothing` finds none.
 */
export const startBraveSimulator = (port: number, host?: string): Promise<RunningVendor> =>
  startVendor(vendor, port, host);
