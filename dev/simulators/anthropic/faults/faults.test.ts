import { APIConnectionError, APIError, RateLimitError } from '@anthropic-ai/sdk';
import { describe, expect, test } from 'vitest';
import { asking, forcing, useSimulator } from '../testing.ts';

const rig = useSimulator();
const PROBLEM = '<problem>Should we raise our prices or cut costs? Margin is 20%.</problem>';
const SCHEMA = { properties: { goal: { type: 'string' }, size: { type: 'integer' } }, required: ['goal', 'size'] };

const fault = (rule: object) => rig.control('POST', '/faults', rule);
const errorOf = async (work: PromiseLike<unknown>): Promise<APIError> => {
  try {
    await work;
  } catch (error) {
    return error as APIError;
  }
  throw new Error('nothing was thrown');
};
const create = () => rig.client.messages.create(asking(PROBLEM));
const stream = () => rig.client.messages.stream(asking(PROBLEM)).finalMessage();
const lastCall = async () => {
  const { calls } = await rig.control<{ calls: Record<string, unknown>[] }>('GET', '/ledger');
  return calls.at(-1);
};

describe('before an answer', () => {
  test('rate_limited: RateLimitError with retry-after', async () => {
    await fault({ kind: 'rate_limited', retry_after: 7 });
    const error = await errorOf(create());
    expect(error).toBeInstanceOf(RateLimitError);
    expect(error.headers?.get('retry-after')).toBe('7');
    expect(error.errorCode).toBeNull();
    await expect(create()).resolves.toBeDefined();
  });

  test('spend_limit: RateLimitError whose errorCode tells it from a rate limit', async () => {
    await fault({ kind: 'spend_limit' });
    const error = await errorOf(stream());
    expect(error).toBeInstanceOf(RateLimitError);
    expect(error.errorCode).toBe('enforced_spend_limit_reached');
    expect(error.headers?.get('retry-after')).toBeNull();
    expect(await lastCall()).toMatchObject({ status: 'error', http_status: 429, usage: null });
  });

  test.each([
    ['overloaded', 529, 'overloaded_error'],
    ['server_error', 500, 'api_error'],
  ])('%s: %i', async (kind, status, type) => {
    await fault({ kind });
    expect(await errorOf(create())).toMatchObject({ status, type });
  });

  test('hang: nothing comes until the client gives up', async () => {
    await fault({ kind: 'hang' });
    const error = await errorOf(rig.client.messages.create(asking(PROBLEM), { timeout: 80 }));
    expect(error).toBeInstanceOf(APIConnectionError);
    await expect
      .poll(lastCall, { timeout: 15_000 })
      .toMatchObject({ status: 'aborted', fault: 'hang', usage: { output_tokens: 0 } });
  });
});

describe('in the middle of a stream', () => {
  test('cut_stream: the connection breaks and the tokens so far are billed', async () => {
    await fault({ kind: 'cut_stream', after_tokens: 20 });
    const error = await errorOf(stream());
    expect(error).toBeInstanceOf(Error);
    expect(await lastCall()).toMatchObject({ status: 'error', fault: 'cut_stream', usage: { output_tokens: 20 } });
  });

  test('overloaded_stream: an error event, which the SDK throws without a status', async () => {
    await fault({ kind: 'overloaded_stream', after_tokens: 8 });
    const error = await errorOf(stream());
    expect(error).toBeInstanceOf(APIError);
    expect(error.status).toBeUndefined();
    expect(error.type).toBe('overloaded_error');
    expect(await lastCall()).toMatchObject({ status: 'error', usage: { output_tokens: 8 } });
  });

  test('slow_drip: the text comes, slowly', async () => {
    await fault({ kind: 'slow_drip', delay_ms: 15 });
    const from = performance.now();
    const message = await stream();
    expect(message.stop_reason).toBe('end_turn');
    expect(performance.now() - from).toBeGreaterThan(60);
  });
});

describe('in what is said', () => {
  const tool = () => rig.client.messages.create(forcing(PROBLEM, 'decomposition', SCHEMA));
  const inputOf = async () => {
    const block = (await tool()).content[0];
    return block?.type === 'tool_use' ? block.input : undefined;
  };

  test('invalid_json: a stream whose pieces are no JSON, a plain answer whose input is raw text', async () => {
    await fault({ kind: 'invalid_json', times: 2 });
    expect(typeof (await inputOf())).toBe('string');
    const pieces: string[] = [];
    const work = rig.client.messages.stream(forcing(PROBLEM, 'decomposition', SCHEMA));
    work.on('streamEvent', (event) => {
      if (event.type === 'content_block_delta' && event.delta.type === 'input_json_delta')
        pieces.push(event.delta.partial_json);
    });
    await work.finalMessage().catch(() => undefined);
    expect(() => JSON.parse(pieces.join('')) as unknown).toThrow();
  });

  test('wrong_schema: JSON that lacks what is required', async () => {
    await fault({ kind: 'wrong_schema' });
    const input = await inputOf();
    expect(input).not.toHaveProperty('goal');
    expect(await inputOf()).toHaveProperty('goal');
  });

  test('empty: no content; refusal: a stop reason', async () => {
    await fault({ kind: 'empty' });
    await fault({ kind: 'refusal' });
    expect(await create()).toMatchObject({ content: [], stop_reason: 'end_turn' });
    expect(await stream()).toMatchObject({ content: [], stop_reason: 'refusal', stop_details: { type: 'refusal' } });
  });
});

describe('which calls are hit', () => {
  test('by tool, by a part of the prompt, by number', async () => {
    await fault({ kind: 'overloaded', match: { tool: 'decomposition' } });
    await fault({ kind: 'server_error', match: { text: 'cut costs', nth: 2 } });
    await expect(create()).resolves.toBeDefined();
    expect(await errorOf(rig.client.messages.create(forcing(PROBLEM, 'decomposition', SCHEMA)))).toMatchObject({
      status: 529,
    });
    expect(await errorOf(create())).toMatchObject({ status: 500 });
    await expect(create()).resolves.toBeDefined();
    await expect(rig.control('GET', '/faults')).resolves.toMatchObject({ faults: [{ left: 0 }, { left: 0 }] });
  });

  test('a content fault waits for a call it can show itself on', async () => {
    await fault({ kind: 'wrong_schema' });
    await expect(create()).resolves.toMatchObject({ stop_reason: 'end_turn' });
    const message = await rig.client.messages.create(forcing(PROBLEM, 'decomposition', SCHEMA));
    expect(message.content[0]).not.toHaveProperty('input.goal');
  });

  test('at random, the same way for the same seed', async () => {
    const run = async () => {
      await rig.control('DELETE', '/faults');
      await fault({ kind: ['overloaded', 'server_error'], rate: 0.4, seed: 7 });
      const outcomes: number[] = [];
      for (let i = 0; i < 24; i++)
        outcomes.push(
          (await create().then(
            () => 200,
            (error: APIError) => error.status,
          )) ?? 0,
        );
      return outcomes;
    };
    const first = await run();
    expect(await run()).toEqual(first);
    expect(first.filter((status) => status !== 200).length).toBeGreaterThan(3);
    expect(new Set(first).size).toBe(3);
  });
});
