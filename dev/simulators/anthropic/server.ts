import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { handleControl } from './control/routes.ts';
import { createState, type SimulatorOptions, type SimulatorState } from './state.ts';
import { WireError } from './wire/errors.ts';
import { checkHeaders, newId, sendJson } from './wire/exchange.ts';
import { handleCountTokens, handleMessages } from './wire/messages.ts';
import { findModel, modelInfo, MODELS } from './wire/models.ts';

/** A running simulator; `url` is what goes into ANTHROPIC_BASE_URL. */
export interface RunningSimulator {
  url: string;
  port: number;
  state: SimulatorState;
  /** Ends open calls and frees the port. */
  close(): Promise<void>;
}

/**
 * Starts the simulator.
 * @param port 0 takes a free one
 * @param host address to listen on: this machine only, unless it runs in a container
 * @throws the listen error, e.g. EADDRINUSE
 */
export async function startSimulator(
  port: number,
  options: SimulatorOptions = {},
  host = '127.0.0.1',
): Promise<RunningSimulator> {
  const state = createState(options);
  const server = createServer((request, response) => void serve(state, request, response));
  // A hanging call is a fault on request, not something to time out here.
  server.requestTimeout = 0;
  await listen(server, port, host);
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}`,
    port: address.port,
    state,
    close: () => close(server),
  };
}

async function serve(state: SimulatorState, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://simulator');
  const requestId = newId('req_');
  try {
    if (url.pathname.startsWith('/__sim/')) await handleControl(state, request, response, url);
    else await route(state, request, response, url, requestId);
  } catch (error) {
    fail(state, response, requestId, error);
  }
}

async function route(
  state: SimulatorState,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  requestId: string,
): Promise<void> {
  const headers = { 'request-id': requestId };
  const target = `${request.method} ${url.pathname}`;
  if (target === 'POST /v1/messages') return handleMessages(state, request, response, requestId);
  if (target === 'POST /v1/messages/count_tokens') return handleCountTokens(state, request, response, headers);
  if (request.method === 'GET' && /^\/v1\/models(\/|$)/.test(url.pathname)) {
    checkHeaders(request, state.keyPrefix);
    return sendJson(response, 200, models(url), headers);
  }
  throw new WireError(404, 'not_found_error', 'Not found');
}

function models(url: URL): object {
  const id = url.pathname.slice('/v1/models/'.length);
  if (id !== '') {
    const model = findModel(decodeURIComponent(id));
    if (model === undefined) throw new WireError(404, 'not_found_error', `model: ${id}`);
    return modelInfo(model);
  }
  const after = MODELS.findIndex((model) => model.id === url.searchParams.get('after_id')) + 1;
  const limit = Math.max(1, Number(url.searchParams.get('limit') ?? 20) || 20);
  const page = MODELS.slice(after, after + limit);
  return {
    data: page.map(modelInfo),
    has_more: after + limit < MODELS.length,
    first_id: page[0]?.id ?? null,
    last_id: page.at(-1)?.id ?? null,
  };
}

function fail(state: SimulatorState, response: ServerResponse, requestId: string, error: unknown): void {
  if (!(error instanceof WireError)) console.error('simulator failed', error);
  const known =
    error instanceof WireError ? error : new WireError(500, 'api_error', `simulator failed: ${String(error)}`);
  if (response.headersSent) response.destroy();
  else {
    const limits = state.limits.headers(state.settings.limits);
    const headers = { ...limits, ...known.headers, 'request-id': requestId };
    sendJson(response, known.status, known.envelope(requestId), headers);
  }
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
