import Anthropic from '@anthropic-ai/sdk';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { startSimulator, type RunningSimulator } from './server.ts';
import { settingsSchema, type Settings } from './settings.ts';
import type { SimulatorOptions } from './state.ts';

/** The real SDK against a simulator of a test file; faults, ledger and settings are reset after each test. */
export interface Rig {
  simulator: RunningSimulator;
  client: Anthropic;
  /** `GET`/`POST`/`DELETE` under `/__sim/`. */
  control<T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<T>;
}

export const MODEL = 'claude-sonnet-5';

/** Starts one simulator (no waiting unless `settings` say so) for the tests of this file. */
export function useSimulator(settings: Partial<Settings> = { call_ms: 0 }, options: SimulatorOptions = {}): Rig {
  const rig = {} as Rig;
  const initial = settingsSchema.parse(settings);
  beforeAll(async () => {
    rig.simulator = await startSimulator(0, { ...options, settings: initial });
    rig.client = clientOf(rig.simulator.url);
    rig.control = (method, path, body) => control(rig.simulator.url, method, path, body);
  });
  afterEach(() => {
    rig.simulator.state.settings = initial;
    rig.simulator.state.faults.clear();
    rig.simulator.state.ledger.clear();
    rig.simulator.state.cache.clear();
    rig.simulator.state.limits.reset();
  });
  afterAll(() => rig.simulator.close());
  return rig;
}

export const clientOf = (url: string, apiKey = 'sk-sim-test'): Anthropic =>
  new Anthropic({ apiKey, baseURL: url, maxRetries: 0 });

export async function control<T>(url: string, method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(`${url}/__sim${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

/** A plain request. */
export const asking = (text: string, extra: object = {}) => ({
  model: MODEL,
  max_tokens: 600,
  messages: [{ role: 'user' as const, content: text }],
  ...extra,
});

/** A request that forces one tool. */
export const forcing = (text: string, name: string, schema: object) => ({
  ...asking(text),
  max_tokens: 4_000,
  tools: [{ name, input_schema: { type: 'object' as const, ...schema } }],
  tool_choice: { type: 'tool' as const, name },
});
