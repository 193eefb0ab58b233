import { describe, expect, test } from 'vitest';
import { asking, clientOf, forcing, MODEL, useSimulator } from './testing.ts';

const rig = useSimulator();
const PROBLEM = '<problem>Should we lease a second van or use a courier? We have 4 drivers.</problem>';
const TITLE = { properties: { title: { type: 'string', maxLength: 60 } }, required: ['title'] };

describe('text', () => {
  test('streams events in the vendor’s order and sums up to the final message', async () => {
    const types: string[] = [];
    const stream = rig.client.messages.stream(asking(PROBLEM));
    stream.on('streamEvent', (event) => types.push(event.type));
    const message = await stream.finalMessage();
    expect(types.filter((type, at) => type !== types[at - 1])).toEqual([
      'message_start',
      'content_block_start',
      'content_block_delta',
      'content_block_stop',
      'message_delta',
      'message_stop',
    ]);
    expect(types.filter((type) => type === 'content_block_delta').length).toBeGreaterThan(3);
    expect(message.stop_reason).toBe('end_turn');
    expect(message.content).toHaveLength(1);
    expect(stream.request_id).toMatch(/^req_/);
  });

  test('says the same streamed or not, and again when asked again', async () => {
    const whole = await rig.client.messages.create(asking(PROBLEM));
    const streamed = await rig.client.messages.stream(asking(PROBLEM)).finalMessage();
    expect(streamed.content).toEqual(whole.content);
    expect(streamed.usage.output_tokens).toBe(whole.usage.output_tokens);
    await rig.control('POST', '/config', { seed: 'another' });
    const other = await rig.client.messages.create(asking(PROBLEM));
    expect(other.content).not.toEqual(whole.content);
  });

  test('max_tokens and stop sequences end it early', async () => {
    const short = await rig.client.messages.create(asking(PROBLEM, { max_tokens: 10 }));
    expect(short.stop_reason).toBe('max_tokens');
    expect(short.usage.output_tokens).toBe(10);
    const stopped = await rig.client.messages.create(asking(PROBLEM, { stop_sequences: ['courier', 'van'] }));
    expect(stopped).toMatchObject({ stop_reason: 'stop_sequence' });
    expect(['courier', 'van']).toContain(stopped.stop_sequence);
  });
});

describe('tools', () => {
  test('a forced tool gets its input late and in few pieces', async () => {
    const stream = rig.client.messages.stream(forcing(PROBLEM, 'decomposition', TITLE));
    const pieces: string[] = [];
    stream.on('inputJson', (piece) => pieces.push(piece));
    const message = await stream.finalMessage();
    expect(message.stop_reason).toBe('tool_use');
    const block = message.content[0];
    expect(block).toMatchObject({ type: 'tool_use', name: 'decomposition' });
    expect(block?.type === 'tool_use' && block.input).toEqual(JSON.parse(pieces.join('')));
    expect(pieces.length).toBeLessThanOrEqual(3);
  });

  test('structured output is JSON that fits the schema', async () => {
    const format = { type: 'json_schema', schema: { type: 'object', ...TITLE } };
    const message = await rig.client.messages.create(asking(PROBLEM, { output_config: { format } }));
    const text = message.content[0]?.type === 'text' ? message.content[0].text : '';
    expect(JSON.parse(text)).toEqual({ title: expect.any(String) });
  });
});

describe('what the vendor refuses', () => {
  const raw = (body: object, headers: Record<string, string> = {}) =>
    fetch(`${rig.simulator.url}/v1/messages`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'x-api-key': 'sk-sim-1', 'anthropic-version': '2023-06-01', ...headers },
    });
  const cached = { type: 'text', text: 'x', cache_control: { type: 'ephemeral' } };

  test.each([
    ['no max_tokens', { model: MODEL, messages: [{ role: 'user', content: 'x' }] }, 'max_tokens: Field required'],
    ['an unknown role', asking('x', { messages: [{ role: 'robot', content: 'x' }] }), 'messages.0.role'],
    ['an assistant first', asking('x', { messages: [{ role: 'assistant', content: 'x' }] }), 'first message'],
    [
      'an empty text',
      asking('x', { messages: [{ role: 'user', content: [{ type: 'text', text: '' }] }] }),
      'non-empty',
    ],
    ['an unknown tool', { ...forcing('x', 'a', {}), tool_choice: { type: 'tool', name: 'b' } }, "Tool 'b' not found"],
    ['five breakpoints', asking('x', { system: [cached, cached, cached, cached, cached] }), 'maximum of 4'],
    ['too many tokens', asking('x', { max_tokens: 900_000 }), 'maximum allowed number of output tokens'],
    ['a prompt that is too long', asking('x'.repeat(4_100_000)), 'prompt is too long'],
  ])('%s: 400', async (_name, body, message) => {
    const response = await raw(body);
    expect(response.status).toBe(400);
    const id = response.headers.get('request-id');
    expect(await response.json()).toEqual({
      type: 'error',
      error: { type: 'invalid_request_error', message: expect.stringContaining(message) as string },
      request_id: id,
    });
  });

  test('a foreign key, a missing version, an unknown model', async () => {
    await expect(clientOf(rig.simulator.url, 'sk-ant-real').messages.create(asking('x'))).rejects.toMatchObject({
      status: 401,
      type: 'authentication_error',
    });
    const response = await raw(asking('x'), { 'anthropic-version': '' });
    expect(response.status).toBe(400);
    await expect(rig.client.messages.create(asking('x', { model: 'claude-9' }))).rejects.toMatchObject({
      status: 404,
      type: 'not_found_error',
    });
  });
});

describe('beside messages', () => {
  test('lists and names models, page by page', async () => {
    const ids: string[] = [];
    for await (const model of rig.client.models.list({ limit: 5 })) ids.push(model.id);
    expect(ids).toContain(MODEL);
    expect(new Set(ids).size).toBe(ids.length);
    expect(await rig.client.models.retrieve(MODEL)).toMatchObject({ id: MODEL, type: 'model' });
  });

  test('counts the tokens it would bill', async () => {
    const { input_tokens } = await rig.client.messages.countTokens({
      model: MODEL,
      messages: asking(PROBLEM).messages,
    });
    const message = await rig.client.messages.create(asking(PROBLEM));
    expect(input_tokens).toBe(message.usage.input_tokens);
  });

  test('sends rate limits, and enforces them when told to', async () => {
    const { response } = await rig.client.messages.create(asking(PROBLEM)).withResponse();
    for (const kind of ['requests', 'input-tokens', 'output-tokens'])
      for (const part of ['limit', 'remaining', 'reset'])
        expect(response.headers.get(`anthropic-ratelimit-${kind}-${part}`)).toBeTruthy();
    await rig.control('POST', '/config', { limits: { enforced: true, requests_per_minute: 2 } });
    rig.simulator.state.limits.reset();
    await rig.client.messages.create(asking('one'));
    await rig.client.messages.create(asking('two'));
    const error = await rig.client.messages.create(asking('three')).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ status: 429, type: 'rate_limit_error' });
    expect(Number((error as { headers: Headers }).headers.get('retry-after'))).toBeGreaterThan(0);
  });

  test('the control endpoint names what is wrong', async () => {
    await expect(rig.control('POST', '/config', { call_ms: -1 })).rejects.toThrow(/call_ms/);
    await expect(rig.control('POST', '/faults', { kind: 'meteor' })).rejects.toThrow(/kind/);
    await expect(rig.control('GET', '/health')).resolves.toMatchObject({ status: 'ok' });
  });
});
