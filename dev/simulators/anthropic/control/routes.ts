import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { faultSchema } from '../faults/faults.ts';
import { busyTime } from '../ledger/busy.ts';
import type { LedgerEntry } from '../ledger/ledger.ts';
import { scenarioSchema } from '../scenarios/scenario.ts';
import { changeSettings } from '../settings.ts';
import type { SimulatorState } from '../state.ts';
import { readJson, sendJson } from '../wire/exchange.ts';

type Handler = (state: SimulatorState, url: URL, request: IncomingMessage) => unknown;

const since = (url: URL): number =>
  z.coerce
    .number()
    .min(0)
    .parse(url.searchParams.get('since') ?? 0);

/** Entries after `since`, of one `user_id` when the query names it. */
function chosen(state: SimulatorState, url: URL, after: number): LedgerEntry[] {
  const user = url.searchParams.get('user_id');
  return state.ledger.after(after).filter((entry) => user === null || entry.user_id === user);
}

const ROUTES: Record<string, Handler> = {
  'GET /health': (state) => ({ status: 'ok', simulator: 'anthropic', mode: state.settings.mode }),
  'GET /config': (state) => state.settings,
  'POST /config': async (state, _url, request) => {
    state.settings = changeSettings(state.settings, await readJson(request));
    return state.settings;
  },
  'GET /faults': (state) => ({ faults: state.faults.list() }),
  'POST /faults': async (state, _url, request) => ({
    id: state.faults.add(faultSchema.parse(await readJson(request))),
  }),
  'DELETE /faults': (state) => {
    state.faults.clear();
    return {};
  },
  'GET /ledger': (state, url) => {
    const calls = chosen(state, url, since(url));
    return { calls, last_sequence: calls.at(-1)?.sequence ?? since(url) };
  },
  'DELETE /ledger': (state) => {
    state.ledger.clear();
    state.recorded.clear();
    return {};
  },
  'GET /busy': (state, url) => ({ ...busyTime(chosen(state, url, 0), since(url), Date.now()), now: Date.now() }),
  'DELETE /cache': (state) => {
    state.cache.clear();
    state.limits.reset();
    return {};
  },
  'GET /scenarios': (state) => ({ scenarios: state.scenarios }),
  'POST /scenarios': async (state, _url, request) => {
    const scenario = scenarioSchema.parse(await readJson(request));
    state.scenarios = [scenario, ...state.scenarios.filter((other) => other.name !== scenario.name)];
    return { name: scenario.name };
  },
};

/** Everything under `/__sim/`: what tests and the stack use; a wrong body is a 400 that names the field. */
export async function handleControl(
  state: SimulatorState,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const path = url.pathname.slice('/__sim'.length);
  const call = /^\/calls\/([^/]+)$/.exec(path);
  if (call !== null && request.method === 'GET') {
    const recorded = state.recorded.get(call[1] as string);
    return sendJson(response, recorded === undefined ? 404 : 200, recorded ?? { error: 'no such call' });
  }
  const handler = ROUTES[`${request.method} ${path}`];
  if (handler === undefined) return sendJson(response, 404, { error: `no route ${request.method} ${url.pathname}` });
  try {
    sendJson(response, 200, await handler(state, url, request));
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    sendJson(response, 400, { error: z.prettifyError(error) });
  }
}
