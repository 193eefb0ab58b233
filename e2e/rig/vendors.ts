import { Simulator, type VendorCall } from './simulator.ts';

/** Vendors whose simulators run in the embedded stack, by their names in `stack.json`. */
export type Vendor = 'anthropic' | 'openai' | 'brave';

/** One billed call of any vendor: a model's has an id and tokens, a search has neither. */
export interface VendorBill {
  vendor: Vendor;
  /** Null where the vendor gives its answers no ids. */
  request_id: string | null;
  model: string | null;
  /** Null where nothing is billed by the token. */
  usage: VendorCall['usage'];
}

/** How far each vendor's ledger had come. */
export type VendorMark = Partial<Record<Vendor, number>>;

/** A request as a simulator that answers with one piece of JSON keeps it. */
interface SearchRequest {
  sequence: number;
  http_status: number | null;
}

/** The vendors' side of all calls: what they will put on their bills. */
export class Vendors {
  readonly #urls: Partial<Record<Vendor, string>>;

  /** @param simulators as in `stack.json` */
  constructor(simulators: Partial<Record<Vendor, { url: string }>>) {
    const running = Object.entries(simulators) as [Vendor, { url: string }][];
    this.#urls = Object.fromEntries(running.map(([vendor, { url }]) => [vendor, url]));
  }

  async mark(): Promise<VendorMark> {
    const marks = await this.#each(async (vendor, url): Promise<[Vendor, number]> => {
      const last = vendor === 'brave' ? (await searches(url)).length : await new Simulator(url).lastSequence();
      return [vendor, last];
    });
    return Object.fromEntries(marks);
  }

  /** What was billed after the mark; a search that was answered, and every call of a model that has a usage. */
  async bills(since: VendorMark = {}): Promise<VendorBill[]> {
    const bills = await this.#each(async (vendor, url) => {
      const after = since[vendor] ?? 0;
      if (vendor !== 'brave') return modelBills(vendor, await new Simulator(url).calls(after));
      const answered = (await searches(url)).filter((one) => one.sequence > after && one.http_status === 200);
      return answered.map((): VendorBill => ({ vendor, request_id: null, model: 'web-search', usage: null }));
    });
    return bills.flat();
  }

  #each<T>(of: (vendor: Vendor, url: string) => Promise<T>): Promise<T[]> {
    return Promise.all((Object.entries(this.#urls) as [Vendor, string][]).map(([vendor, url]) => of(vendor, url)));
  }
}

const modelBills = (vendor: Vendor, calls: readonly VendorCall[]): VendorBill[] =>
  calls
    .filter(({ usage }) => usage !== null)
    .map(({ request_id, model, usage }) => ({ vendor, request_id, model, usage }));

async function searches(url: string): Promise<SearchRequest[]> {
  const response = await fetch(`${url}/__sim/ledger`);
  if (!response.ok) throw new Error(`simulator GET /ledger: ${response.status}`);
  return ((await response.json()) as { calls: SearchRequest[] }).calls;
}
