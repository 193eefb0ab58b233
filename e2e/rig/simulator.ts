/** One call as the vendor's side kept it. Times are epoch ms. */
export interface VendorCall {
  sequence: number;
  request_id: string;
  model: string | null;
  stream: boolean;
  tool: string | null;
  started_at: number;
  ended_at: number | null;
  status: 'open' | 'ok' | 'error' | 'aborted' | 'lost';
  http_status: number | null;
  usage: {
    input_tokens: number;
    output_tokens: number;
    cache_read_input_tokens: number;
    cache_creation_input_tokens: number;
  } | null;
}

/** The control side of the Anthropic simulator. */
export class Simulator {
  readonly url: string;

  constructor(url: string) {
    this.url = url;
  }

  async #send<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.url}/__sim${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`simulator ${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }

  configure(settings: Record<string, unknown>): Promise<unknown> {
    return this.#send('POST', '/config', settings);
  }

  fault(fault: Record<string, unknown>): Promise<{ id: string }> {
    return this.#send('POST', '/faults', fault);
  }

  /** Scripts the meetings whose prompts hold its `match`. */
  scenario(scenario: Record<string, unknown>): Promise<unknown> {
    return this.#send('POST', '/scenarios', scenario);
  }

  clearFaults(): Promise<unknown> {
    return this.#send('DELETE', '/faults');
  }

  async calls(since = 0): Promise<VendorCall[]> {
    return (await this.#send<{ calls: VendorCall[] }>('GET', `/ledger?since=${since}`)).calls;
  }

  async lastSequence(): Promise<number> {
    return (await this.calls()).at(-1)?.sequence ?? 0;
  }

  async openCalls(): Promise<VendorCall[]> {
    return (await this.calls()).filter((call) => call.status === 'open');
  }

  busy(since: number): Promise<{ busy_ms: number; peak_concurrency: number; calls: number }> {
    return this.#send('GET', `/busy?since=${since}`);
  }

  prompt(requestId: string): Promise<{ prompt_text: string; body: any }> {
    return this.#send('GET', `/calls/${requestId}`);
  }
}
