import { describe, expect, test } from 'vitest';
import { asking, useSimulator } from '../testing.ts';

let clock = 1_000_000_000_000;
const rig = useSimulator({ call_ms: 0 }, { now: () => clock });

const LONG = 'All that the board shares. '.repeat(400);
const cached = (text: string, ttl?: '5m' | '1h') => ({
  type: 'text' as const,
  text,
  cache_control: { type: 'ephemeral' as const, ...(ttl ? { ttl } : {}) },
});
const plain = (text: string) => ({ type: 'text' as const, text });

const usageOf = async (content: object[], extra: object = {}) => {
  const message = await rig.client.messages.create(
    asking('', { messages: [{ role: 'user', content }], max_tokens: 20, ...extra }) as never,
  );
  return (
    message as { usage: { input_tokens: number; cache_creation_input_tokens: number; cache_read_input_tokens: number } }
  ).usage;
};

describe('a cached prefix', () => {
  test('is written once and read by whoever asks with the same beginning', async () => {
    const first = await usageOf([cached(LONG), plain('and I am the first')]);
    const second = await usageOf([cached(LONG), plain('and I am somebody else, with more to say')]);
    expect(first.cache_read_input_tokens).toBe(0);
    expect(first.cache_creation_input_tokens).toBeGreaterThan(1_024);
    expect(first).toMatchObject({
      cache_creation: { ephemeral_5m_input_tokens: first.cache_creation_input_tokens, ephemeral_1h_input_tokens: 0 },
    });
    expect(second.cache_read_input_tokens).toBe(first.cache_creation_input_tokens);
    expect(second.cache_creation_input_tokens).toBe(0);
    const total = await rig.client.messages.countTokens({
      model: 'claude-sonnet-5',
      messages: [{ role: 'user', content: [cached(LONG), plain('and I am somebody else, with more to say')] }],
    });
    expect(second.input_tokens + second.cache_read_input_tokens).toBe(total.input_tokens);
  });

  test('is lost by one changed byte, another model, another tool_choice', async () => {
    await usageOf([cached(LONG), plain('x')]);
    const tools = [{ name: 'a', input_schema: { type: 'object' } }];
    expect(await usageOf([cached(`${LONG}.`), plain('x')])).toMatchObject({ cache_read_input_tokens: 0 });
    expect(await usageOf([cached(LONG)], { model: 'claude-opus-4-8' })).toMatchObject({ cache_read_input_tokens: 0 });
    const system = [cached(LONG)];
    await usageOf([cached(LONG), plain('x')], { system, tools });
    const forced = await usageOf([cached(LONG), plain('x')], {
      system,
      tools,
      tool_choice: { type: 'tool', name: 'a' },
    });
    expect(forced.cache_read_input_tokens).toBeGreaterThan(1_024);
    expect(forced.cache_creation_input_tokens).toBeGreaterThan(1_024);
  });

  test('needs a minimum length, which differs by model', async () => {
    expect(await usageOf([cached('short'), plain('x')])).toMatchObject({ cache_creation_input_tokens: 0 });
    const haiku = await usageOf([cached(LONG), plain('x')], { model: 'claude-haiku-4-5' });
    expect(haiku.cache_creation_input_tokens).toBe(0);
  });

  test('lives five minutes after its last use, or an hour', async () => {
    await usageOf([cached(LONG), plain('x')]);
    clock += 4 * 60_000;
    expect((await usageOf([cached(LONG), plain('x')])).cache_read_input_tokens).toBeGreaterThan(0);
    clock += 4 * 60_000;
    expect((await usageOf([cached(LONG), plain('x')])).cache_read_input_tokens).toBeGreaterThan(0);
    clock += 6 * 60_000;
    expect((await usageOf([cached(LONG), plain('x')])).cache_read_input_tokens).toBe(0);
    const hour = [cached(`${LONG} for an hour`, '1h'), plain('x')];
    const written = await usageOf(hour);
    expect(written).toMatchObject({ cache_creation: { ephemeral_5m_input_tokens: 0 } });
    clock += 50 * 60_000;
    expect((await usageOf(hour)).cache_read_input_tokens).toBe(written.cache_creation_input_tokens);
  });

  test('is found up to twenty blocks before a breakpoint', async () => {
    const grown = (blocks: number) => [
      ...Array.from({ length: blocks }, (_, index) => plain(`round ${index}`)),
      cached('the end'),
    ];
    await usageOf([cached(LONG)]);
    expect((await usageOf([plain(LONG), ...grown(19)])).cache_read_input_tokens).toBeGreaterThan(1_024);
    await rig.control('DELETE', '/cache');
    await usageOf([cached(LONG)]);
    expect((await usageOf([plain(LONG), ...grown(20)])).cache_read_input_tokens).toBe(0);
  });

  test('is written by every call that starts before the first token of one', async () => {
    await rig.control('POST', '/config', { call_ms: 200 });
    const together = await Promise.all([1, 2, 3].map((number) => usageOf([cached(LONG), plain(`call ${number}`)])));
    for (const usage of together) expect(usage.cache_creation_input_tokens).toBeGreaterThan(1_024);
    const stream = rig.client.messages.stream(
      asking('', { messages: [{ role: 'user', content: [cached(`${LONG}!`), plain('a')] }] }) as never,
    );
    await new Promise<void>((resolve) => stream.once('streamEvent', () => resolve()));
    const after = await usageOf([cached(`${LONG}!`), plain('b')]);
    expect(after.cache_read_input_tokens).toBeGreaterThan(1_024);
    await stream.finalMessage();
  });
});
