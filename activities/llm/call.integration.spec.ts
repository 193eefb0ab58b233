import { describe, expect, it } from 'vitest';
import { createRedisLive } from '../adapters/redis.ts';
import type { Prompt } from '../ports/llm.ts';
import { callBench, KEY, prompt } from '../testing/calls.ts';
import { callText } from './call.ts';

const bench = callBench();

describe('a call that goes well', () => {
  it('keeps text, money and events together, and is not made again', async () => {
    const said = await bench.say();
    expect(said.text.length).toBeGreaterThan(20);
    expect(await bench.types()).toEqual(['session_started', 'contribution_started', 'paused']);
    expect(await bench.say()).toEqual(said);
    expect(await bench.types()).toHaveLength(3);
    const [only, ...others] = await bench.attempts();
    expect(others).toEqual([]);
    expect(only).toMatchObject({ state: 'settled', number: 1, callKey: KEY, failure: null });
    expect(only?.promptHash).toMatch(/^[0-9a-f]{64}$/);
    expect(only?.requestId).toMatch(/^req_/);
    const session = await bench.session();
    expect(session.contributionCount).toBe(1);
  });

  it('reads a tool by its schema, from the vendor and from the store alike', async () => {
    const first = await bench.decide();
    expect(['board', 'single']).toContain(first.route);
    expect(await bench.decide()).toEqual(first);
    expect(await bench.attempts()).toHaveLength(1);
  });

  it('cuts a text that reached its limit at a whole sentence', async () => {
    const said = await bench.say({ maxTokens: 40 });
    expect(said.truncated).toBe(true);
    expect(said.text).toMatch(/[.!?…]["'”’)]*$/);
  });

  it('shows the text while it is written, and forgets the draft after it', async () => {
    bench.rig.simulator.state.settings.call_ms = 400;
    const seen: { text: string; shown: number }[] = [];
    const deps = {
      ...bench.rig.deps,
      live: { ...bench.rig.live, delta: (_: unknown, text: string, shown: number) => seen.push({ text, shown }) },
    };
    const said = await bench.rig.run(() => callText(deps, bench.textStep()));
    expect(seen.length).toBeGreaterThan(1);
    expect(
      seen
        .map(({ text, shown }) => text.slice(shown))
        .join('')
        .trim(),
    ).toBe(said.text);
  });

  it('keeps an answer that its step could not use yet, and pays for it once', async () => {
    const ready = Promise.reject(Object.assign(new Error('paused'), { code: 'spending_paused' }));
    ready.catch(() => undefined);
    await expect(bench.decide({ ready })).rejects.toMatchObject({ code: 'spending_paused' });
    expect(await bench.attempts()).toMatchObject([{ state: 'settled', failure: null }]);
    expect(await bench.types()).not.toContain('resumed');
    await bench.decide();
    expect(await bench.attempts()).toHaveLength(1);
    expect(await bench.types()).toContain('resumed');
  });

  it('runs the commit of an answer that was stored by an attempt that died before telling', async () => {
    await bench.say();
    await bench.rig.db.sessionEvent.deleteMany({ where: { sessionId: bench.run.session_id, dedupeKey: '1/answered' } });
    await bench.say();
    expect(await bench.attempts()).toHaveLength(1);
    expect(await bench.types()).toContain('paused');
  });
});

describe('a meeting that does not pay', () => {
  it('makes no call while it is paused, and goes on with it after', async () => {
    await bench.activities.setControl(bench.run, { version: 1, paused: true });
    await expect(bench.say()).rejects.toMatchObject({ code: 'spending_paused' });
    expect(bench.vendorCalls).toEqual([]);
    await bench.activities.setControl(bench.run, { version: 2, paused: false });
    await bench.say();
  });

  it('makes no call beyond its budget', async () => {
    await bench.rig.db.budget.update({ where: { sessionId: bench.run.session_id }, data: { limitMicros: 1n } });
    await expect(bench.say()).rejects.toMatchObject({ code: 'budget_exhausted' });
    expect(bench.vendorCalls).toEqual([]);
  });
});

describe('a prompt that others share', () => {
  const shared: Prompt = {
    ...prompt,
    system: [{ text: `You sit on a board. ${'Be brief and concrete. '.repeat(300)}`, cache: true }],
  };

  it('is written to the cache once, and read by those who waited for the first token', async () => {
    bench.rig.simulator.state.settings.call_ms = 300;
    await Promise.all(
      ['cfo', 'cto', 'coo'].map((code) =>
        bench.rig.run(() =>
          callText(bench.rig.deps, {
            ...bench.textStep(),
            callKey: `sp0/r1/${code}/contribute`,
            prompt: { ...shared, system: [...shared.system, { text: `You are the ${code}.` }] },
          }),
        ),
      ),
    );
    const rows = await bench.attempts();
    expect(rows.filter((row) => row.cacheWriteTokens > 0)).toHaveLength(1);
    expect(rows.filter((row) => row.cacheReadTokens > 0)).toHaveLength(2);
  });
});

describe('without Redis', () => {
  it('goes on as before', async () => {
    const live = createRedisLive('redis://127.0.0.1:1', bench.rig.deps.log);
    const began = Date.now();
    const said = await bench.rig.run(() => callText({ ...bench.rig.deps, live }, bench.textStep()));
    expect(said.text).not.toBe('');
    expect(Date.now() - began).toBeLessThan(2_000);
    live.close();
  });
});
