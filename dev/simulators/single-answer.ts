import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { readJson, sendJson } from './anthropic/wire/exchange.ts';
import { serving, type Serving } from './serving.ts';

const FAULTS = [
  'rate_limited',
  'spend_limit',
  'refused',
  'server_error',
  'hang',
  'cut',
  'invalid_json',
  'wrong_shape',
] as const;

const faultSchema = z.strictObject({
  kind: z.enum(FAULTS),
  /** How many of the next requests it strikes. */
  times: z.int().positive().default(1),
  /** rate_limited: seconds. */
  retry_after: z.int().min(0).default(1),
});

/** What a request came to. Times are epoch ms. */
export interface AnsweredRequest {
  sequence: number;
  at: number;
  /** What was asked, as the vendor's handler sums it up. */
  asked: unknown;
  http_status: number | null;
  fault: string | null;
}

/** A refusal of the vendor's. */
export class Refusal extends Error {
  readonly status: number;
  readonly body: object;
  constructor(status: number, body: object) {
    super(`refused with ${status}`);
    this.status = status;
    this.body = body;
  }
}

export interface Vendor {
  name: string;
  /** Sums up what is asked; throws a Refusal for what the vendor would refuse. */
  read(request: IncomingMessage, url: URL): Promise<unknown>;
  answer(asked: unknown): object;
  /** An answer of another shape than documented. */
  wrongShape: object;
  /** The vendor's error of a status. */
  errorBody(status: number): object;
  delayMs: number;
}

/** A running simulator; faults and requests are under `/__sim/` too. */
export interface RunningVendor extends Serving {
  requests: AnsweredRequest[];
  faults: z.output<typeof faultSchema>[];
}

/**
 * Starts a vendor that answers each request with one piece of JSON.
 * @param port 0 takes a free one
 * @throws the listen error, e.g. EADDRINUSE
 */
export async function startVendor(vendor: Vendor, port: number, host = '127.0.0.1'): Promise<RunningVendor> {
  const requests: AnsweredRequest[] = [];
  const faults: RunningVendor['faults'] = [];
  const state = { requests, faults };
  const server = createServer((request, response) => void serve(vendor, state, request, response));
  return { ...(await serving(server, port, host)), ...state };
}

type State = Pick<RunningVendor, 'requests' | 'faults'>;

async function serve(vendor: Vendor, state: State, request: IncomingMessage, response: ServerResponse) {
  const url = new URL(request.url ?? '/', 'http://simulator');
  try {
    if (url.pathname.startsWith('/__sim/')) return await control(vendor, state, request, response, url);
    await answer(vendor, state, request, response, url);
  } catch (error) {
    if (error instanceof Refusal) return sendJson(response, error.status, error.body);
    console.error('simulator failed', error);
    sendJson(response, 500, vendor.errorBody(500));
  }
}

async function answer(vendor: Vendor, state: State, request: IncomingMessage, response: ServerResponse, url: URL) {
  const asked = await vendor.read(request, url);
  const fault = state.faults[0];
  const entry: AnsweredRequest = {
    sequence: state.requests.length + 1,
    at: Date.now(),
    asked,
    http_status: null,
    fault: fault?.kind ?? null,
  };
  state.requests.push(entry);
  if (fault && --fault.times === 0) state.faults.shift();
  await delay(vendor.delayMs);
  const send = (status: number, body: object, headers: Record<string, string> = {}) => {
    entry.http_status = status;
    sendJson(response, status, body, headers);
  };
  switch (fault?.kind) {
    case 'rate_limited':
      return send(429, vendor.errorBody(429), { 'retry-after': String(fault.retry_after) });
    case 'spend_limit':
      return send(402, vendor.errorBody(402));
    case 'refused':
      return send(401, vendor.errorBody(401));
    case 'server_error':
      return send(503, vendor.errorBody(503));
    case 'hang':
      return;
    case 'cut':
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100000' });
      response.write('{');
      return void setImmediate(() => response.destroy());
    case 'invalid_json':
      entry.http_status = 200;
      return void response.writeHead(200, { 'content-type': 'application/json' }).end('{"data": oops');
    case 'wrong_shape':
      return send(200, vendor.wrongShape);
    default:
      return send(200, vendor.answer(asked));
  }
}

async function control(vendor: Vendor, state: State, request: IncomingMessage, response: ServerResponse, url: URL) {
  const target = `${request.method} ${url.pathname.slice('/__sim'.length)}`;
  switch (target) {
    case 'GET /health':
      return sendJson(response, 200, { status: 'ok', simulator: vendor.name });
    case 'GET /ledger':
      return sendJson(response, 200, { calls: state.requests, last_sequence: state.requests.length });
    case 'DELETE /ledger':
      state.requests.length = 0;
      return sendJson(response, 200, {});
    case 'DELETE /faults':
      state.faults.length = 0;
      return sendJson(response, 200, {});
    case 'POST /faults': {
      const parsed = faultSchema.safeParse(await readJson(request));
      if (!parsed.success) return sendJson(response, 400, { error: z.prettifyError(parsed.error) });
      return sendJson(response, 200, { id: state.faults.push(parsed.data) });
    }
    default:
      return sendJson(response, 404, { error: `no route ${target}` });
  }
}
