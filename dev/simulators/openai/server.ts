import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { handleControl } from '../anthropic/control/routes.ts';
import type { SimulatorOptions } from '../anthropic/state.ts';
import { newId, sendJson } from '../anthropic/wire/exchange.ts';
import { serving, type Serving } from '../serving.ts';
import { createOpenAiState, type OpenAiState } from './state.ts';
import { asCompletionError, CompletionError } from './wire/errors.ts';
import { handleCompletions, keyOf } from './wire/completions.ts';

/** A running simulator; `baseUrl` is what goes into OPENAI_BASE_URL. */
export interface RunningOpenAi extends Serving {
  baseUrl: string;
  state: OpenAiState;
}

/**
 * Starts the simulator of an OpenAI-compatible server. It answers by the same reading of the prompt as the Anthropic
 * simulator, and takes the same settings, faults and scenarios under `/__sim/`.
 * @param port 0 takes a free one
 * @param host address to listen on: this machine only, unless it runs in a container
 * @throws the listen error, e.g. EADDRINUSE
 */
export async function startOpenAiSimulator(
  port: number,
  options: SimulatorOptions = {},
  host = '127.0.0.1',
): Promise<RunningOpenAi> {
  const state = createOpenAiState(options);
  const server = createServer((request, response) => void serve(state, request, response));
  const running = await serving(server, port, host);
  return { ...running, baseUrl: `${running.url}/v1`, state };
}

const MODELS = ['gpt-5.4', 'gpt-5.4-mini', 'gpt-5.2'];

async function serve(state: OpenAiState, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://simulator');
  const requestId = newId('req_');
  try {
    const target = `${request.method} ${url.pathname}`;
    if (target === 'GET /__sim/health')
      sendJson(response, 200, { status: 'ok', simulator: 'openai', mode: state.settings.mode });
    else if (url.pathname.startsWith('/__sim/')) await control(state, request, response, url);
    else if (target === 'POST /v1/chat/completions') await handleCompletions(state, request, response, requestId);
    else if (target === 'GET /v1/models') listModels(state, request, response);
    else throw new CompletionError(404, 'invalid_request_error', `Unknown request URL: ${target}`);
  } catch (error) {
    fail(response, requestId, error);
  }
}

async function control(state: OpenAiState, request: IncomingMessage, response: ServerResponse, url: URL) {
  if (request.method === 'DELETE' && url.pathname === '/__sim/cache') state.prefixes.clear();
  await handleControl(state, request, response, url);
}

function listModels(state: OpenAiState, request: IncomingMessage, response: ServerResponse): void {
  keyOf(request, state.keyPrefix);
  const data = MODELS.map((id) => ({ id, object: 'model', created: 1_767_225_600, owned_by: 'simulated' }));
  sendJson(response, 200, { object: 'list', data });
}

function fail(response: ServerResponse, requestId: string, error: unknown): void {
  const known = asCompletionError(error);
  if (known === null) console.error('simulator failed', error);
  const told = known ?? new CompletionError(500, 'server_error', `simulator failed: ${String(error)}`);
  if (response.headersSent) response.destroy();
  else sendJson(response, told.status, told.envelope(), { ...told.headers, 'x-request-id': requestId });
}
