import { createServer } from 'node:http';
import { startOpenAiSimulator, type RunningOpenAi } from '@bo1/dev/simulators/openai/server';
import { settingsSchema } from '@bo1/dev/simulators/anthropic/settings';
import { serving } from '@bo1/dev/simulators/serving';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { inputBound, inputTokensOf } from '../llm/price.ts';
import { LlmCallError, type CallContext, type LlmPort, type Prompt } from '../ports/llm.ts';
import { createOpenAi } from './openai.ts';
import { openAiPrices } from './openai.prices.ts';

const prompt: Prompt = {
  template: 'test',
  template_version: '1',
  system: [{ text: 'You sit on a board.', cache: true }],
  user: [
    { text: '<problem>Should we open a second shop in Berlin?</problem>' },
    { text: '<task phase="explore" round="1" of="4">Say what you think.</task>' },
  ],
};
const tool = {
  name: 'route_decision',
  description: 'Where the question goes.',
  input_schema: {
    type: 'object',
    properties: { route: { type: 'string', enum: ['board', 'single'] }, reason: { type: 'string', minLength: 3 } },
    required: ['route', 'reason'],
  },
};

let simulator: RunningOpenAi;
let port: LlmPort;
beforeAll(async () => {
  simulator = await startOpenAiSimulator(0, { settings: settingsSchema.parse({ call_ms: 0 }) });
  port = createOpenAi({ apiKey: 'sk-sim-test', baseUrl: simulator.baseUrl });
});
afterEach(() => {
  simulator.state.faults.clear();
  simulator.state.ledger.clear();
  simulator.state.prefixes.clear();
});
afterAll(() => simulator.close());

const context = (fields: Partial<CallContext> = {}): CallContext => ({
  model: 'gpt-5.4-mini',
  max_tokens: 300,
  signal: new AbortController().signal,
  timeout_ms: 10_000,
  ...fields,
});
const fault = async (kind: string, fields: object = {}): Promise<void> => {
  const body = JSON.stringify({ kind, ...fields });
  const response = await fetch(`${simulator.url}/__sim/faults`, { method: 'POST', body });
  expect(response.status).toBe(200);
};
const failureOf = (work: Promise<unknown>): Promise<LlmCallError> =>
  work.then(
    () => expect.fail('it should have failed'),
    (error: unknown) => error as LlmCallError,
  );
const billed = () => simulator.state.ledger.after(0).at(-1)?.usage;

describe('text', () => {
  it('arrives in pieces, with its usage and the request it can be found by', async () => {
    const pieces: string[] = [];
    let begun = 0;
    const outcome = await port.stream(prompt, context({ onFirstToken: () => (begun += 1) }), (piece) =>
      pieces.push(piece),
    );
    expect(pieces.length).toBeGreaterThan(3);
    expect(pieces.join('')).toBe(outcome.text);
    expect(begun).toBe(1);
    const [entry] = simulator.state.ledger.after(0);
    expect(outcome).toMatchObject({ request_id: entry!.request_id, model: 'gpt-5.4-mini', stop_reason: 'end_turn' });
    expect(outcome.usage).toEqual({
      input_tokens: billed()!.input_tokens,
      output_tokens: billed()!.output_tokens,
      cache_read_tokens: 0,
      cache_write_tokens: 0,
    });
  });

  it('that reaches its limit says so', async () => {
    expect((await port.stream(prompt, context({ max_tokens: 5 }), () => {})).stop_reason).toBe('max_tokens');
  });

  it('counts what was read from the cache apart from the rest of the prompt', async () => {
    const long = { ...prompt, system: [{ text: 'You sit on a board. '.repeat(400) }] };
    await port.stream(long, context(), () => {});
    const { usage } = await port.stream(long, context(), () => {});
    expect(usage.cache_read_tokens).toBeGreaterThan(1_024);
    expect(usage.input_tokens + usage.cache_read_tokens).toBe(
      billed()!.input_tokens + billed()!.cache_read_input_tokens,
    );
  });

  it('never counts less than was used where the server does not count', async () => {
    const lines = [
      { id: 'x', model: 'local', choices: [{ index: 0, delta: { content: 'Wait a year.' }, finish_reason: null }] },
      { id: 'x', model: 'local', choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] },
    ];
    const body = `${lines.map((line) => `data: ${JSON.stringify(line)}\n\n`).join('')}data: [DONE]\n\n`;
    const server = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end(body);
    });
    const { url, close } = await serving(server, 0, '127.0.0.1');
    try {
      const uncounting = createOpenAi({ apiKey: 'none', baseUrl: `${url}/v1` });
      const { usage, request_id } = await uncounting.stream(prompt, context(), () => {});
      expect(usage.input_tokens).toBe(inputTokensOf(inputBound(prompt, null)));
      expect(usage.output_tokens).toBeGreaterThanOrEqual(4);
      expect(request_id).toBe('x');
    } finally {
      await close();
    }
  });
});

describe('a forced function', () => {
  it('gives its arguments', async () => {
    const { input, stop_reason } = await port.tool(prompt, context(), tool);
    expect(input).toMatchObject({ route: expect.stringMatching(/board|single/) as string });
    expect(['end_turn', 'tool_use']).toContain(stop_reason);
    const recorded = simulator.state.recorded.get(simulator.state.ledger.after(0).at(-1)!.request_id);
    expect(recorded!.body).toMatchObject({
      tool_choice: { type: 'function', function: { name: 'route_decision' } },
      parallel_tool_calls: false,
      max_tokens: 300,
    });
  });

  it('hands broken JSON on as it came, for the validation to name it', async () => {
    await fault('invalid_json');
    expect((await port.tool(prompt, context(), tool)).input).toBeTypeOf('string');
  });

  it('is null where the answer had nothing', async () => {
    await fault('empty');
    expect((await port.tool(prompt, context(), tool)).input).toBeNull();
  });
});

describe('failures', () => {
  it.each([
    ['rate_limited', { retry_after: 7 }, 'provider_rate_limited', true],
    ['spend_limit', {}, 'provider_spend_limit', true],
    ['server_error', {}, 'provider_unavailable', true],
    ['overloaded', {}, 'provider_unavailable', true],
    ['cut_stream', { after_tokens: 40 }, 'provider_unavailable', false],
    ['overloaded_stream', { after_tokens: 40 }, 'provider_unavailable', false],
  ] as const)('%s', async (kind, fields, type, refused) => {
    await fault(kind, fields);
    const error = await failureOf(port.stream(prompt, context(), () => {}));
    expect(error).toBeInstanceOf(LlmCallError);
    expect(error.failure).toMatchObject({ type });
    expect(error.partial.refused).toBe(refused);
    if (kind === 'rate_limited') expect(error.failure.nextRetryDelay).toBe(7_000);
    if (kind === 'overloaded_stream') expect(error.partial.output_bytes).toBeGreaterThan(0);
    expect(simulator.state.ledger.after(0)).toHaveLength(1);
  });

  it('a call that hangs ends at its time limit', async () => {
    await fault('hang');
    const error = await failureOf(port.stream(prompt, context({ timeout_ms: 200 }), () => {}));
    expect(error.failure).toMatchObject({ type: 'provider_unavailable', message: expect.stringContaining('in time') });
    expect(error.partial.refused).toBe(false);
  });

  it('an abort is told from a failure', async () => {
    await fault('slow_drip', { delay_ms: 5_000 });
    const abort = new AbortController();
    const error = await failureOf(port.stream(prompt, context({ signal: abort.signal }), () => abort.abort()));
    expect(error).toMatchObject({ aborted: true, partial: { refused: false } });
  });

  it('a wrong key and a server that is away are what they are', async () => {
    const wrong = createOpenAi({ apiKey: 'nobody', baseUrl: simulator.baseUrl });
    expect((await failureOf(wrong.stream(prompt, context(), () => {}))).failure.type).toBe('provider_rejected');
    const away = createOpenAi({ apiKey: 'sk-sim-test', baseUrl: 'http://127.0.0.1:9/v1' });
    const error = await failureOf(away.stream(prompt, context(), () => {}));
    expect(error.failure.type).toBe('provider_unavailable');
  });
});

describe('prices', () => {
  const models = { main: 'gpt-5.4', small: 'gpt-5.4-mini' };
  it('are the listed ones, or nothing on a server of our own', () => {
    expect(openAiPrices({ models, baseUrl: undefined }).models['gpt-5.4']).toMatchObject({ input: 2_500_000 });
    const local = { main: 'llama3.3', small: 'qwen3:8b' };
    for (const baseUrl of ['http://127.0.0.1:11434/v1', 'http://ollama:11434/v1', 'http://192.168.1.20:8080/v1'])
      expect(openAiPrices({ models: local, baseUrl }).models['llama3.3']).toMatchObject({ input: 0, output: 0 });
  });

  it('must be set where nobody knows them', () => {
    const foreign = { models: { main: 'someone/else', small: 'gpt-5.4' }, baseUrl: 'https://gateway.example.com/v1' };
    expect(() => openAiPrices(foreign)).toThrow(/BO1_FALLBACK_PRICE_MAIN/);
    expect(openAiPrices({ ...foreign, prices: { main: [0.5, 1.5] } }).models['someone/else']).toEqual({
      input: 500_000,
      output: 1_500_000,
      cache_write: 500_000,
      cache_read: 500_000,
    });
  });
});
