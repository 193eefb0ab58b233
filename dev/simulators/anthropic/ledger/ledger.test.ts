import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asking, clientOf, control, useSimulator } from '../testing.ts';
import { startSimulator } from '../server.ts';
import { settingsSchema } from '../settings.ts';
import { busyTime } from './busy.ts';
import { Ledger, type LedgerEntry } from './ledger.ts';

interface Listing {
  calls: LedgerEntry[];
  last_sequence: number;
}

describe('every call', () => {
  const rig = useSimulator({ call_ms: 400 });
  const listing = () => rig.control<Listing>('GET', '/ledger');

  test('is there with what the client was told, and its prompt can be read', async () => {
    const stream = rig.client.messages.stream(
      asking('<problem>Buy or rent?</problem>', { metadata: { user_id: 'm-1' } }),
    );
    const message = await stream.finalMessage();
    const [call] = (await listing()).calls;
    expect(call).toMatchObject({ status: 'ok', stream: true, tool: null, user_id: 'm-1', stop_reason: 'end_turn' });
    expect(call?.usage?.output_tokens).toBe(message.usage.output_tokens);
    expect(call?.usage?.input_tokens).toBe(message.usage.input_tokens);
    expect(call?.request_id).toBe(stream.request_id);
    const recorded = await rig.control<{ prompt_text: string }>('GET', `/calls/${call?.request_id}`);
    expect(recorded.prompt_text).toContain('Buy or rent?');
    expect((call?.ended_at ?? 0) - (call?.started_at ?? 0)).toBeGreaterThanOrEqual(390);
    expect((call?.ended_at ?? 0) - (call?.first_token_at ?? 0)).toBeGreaterThan(150);
  });

  test('that the client gives up is billed as far as it got', async () => {
    await rig.control('POST', '/config', { call_ms: 20_000 }); // nobody is so slow to give up that it ends before
    const stream = rig.client.messages.stream(asking('<problem>Buy or rent the machine?</problem>'));
    stream.once('text', () => stream.abort());
    await stream.finalMessage().catch(() => undefined);
    await expect.poll(async () => (await listing()).calls[0]?.status, { timeout: 15_000 }).toBe('aborted');
    const usage = (await listing()).calls[0]?.usage;
    expect(usage?.input_tokens).toBeGreaterThan(0);
    await rig.control('POST', '/config', { call_ms: 0 });
    const whole = await rig.client.messages.create(asking('<problem>Buy or rent the machine?</problem>'));
    expect(usage?.output_tokens).toBeLessThan(whole.usage.output_tokens);
  });

  test('counts once in the time in which the simulator was busy', async () => {
    const since = Date.now();
    await Promise.all([1, 2, 3].map((number) => rig.client.messages.create(asking(`<problem>${number}</problem>`))));
    const busy = await rig.control<{ busy_ms: number; peak_concurrency: number; calls: number }>(
      'GET',
      `/busy?since=${since}`,
    );
    expect(busy).toMatchObject({ peak_concurrency: 3, calls: 3 });
    expect(busy.busy_ms).toBeGreaterThanOrEqual(390);
    const each = (await listing()).calls.map(({ started_at, ended_at }) => (ended_at ?? 0) - started_at);
    expect(busy.busy_ms).toBeLessThan(each.reduce((sum, ms) => sum + ms, 0));
  });

  test('is listed after a number, and can be forgotten', async () => {
    await rig.client.messages.create(asking('one'));
    const { last_sequence } = await listing();
    await rig.client.messages.create(asking('two'));
    const later = await rig.control<Listing>('GET', `/ledger?since=${last_sequence}`);
    expect(later.calls).toHaveLength(1);
    await rig.control('DELETE', '/ledger');
    expect((await listing()).calls).toHaveLength(0);
  });
});

test('a fixed duration holds whatever the length; nought means no waiting', async () => {
  const simulator = await startSimulator(0, { settings: settingsSchema.parse({ call_ms: 1_500 }) });
  try {
    const timed = async () => {
      const from = performance.now();
      await clientOf(simulator.url).messages.stream(asking('<problem>Berlin or Lisbon?</problem>')).finalMessage();
      return performance.now() - from;
    };
    expect(await timed()).toBeGreaterThanOrEqual(1_499);
    await control(simulator.url, 'POST', '/config', { call_ms: 0 });
    expect(await timed()).toBeLessThan(1_499);
  } finally {
    await simulator.close();
  }
});

describe('on disk', () => {
  test('survives a kill: answered calls stay, the open one is lost, half a line does no harm', () => {
    const folder = mkdtempSync(join(tmpdir(), 'ledger-'));
    try {
      const call = { model: 'm', stream: false, tool: null, prompt_hash: 'h', user_id: null, fault: null, usage: null };
      const before = new Ledger(folder);
      const answered = before.start({ ...call, request_id: 'one' });
      before.end(answered, { status: 'ok' });
      before.firstToken(before.start({ ...call, request_id: 'two' }));
      appendFileSync(join(folder, 'ledger.jsonl'), '{"sequence":3,"request_');
      const after = new Ledger(folder);
      expect(after.after(0).map(({ request_id, status }) => [request_id, status])).toEqual([
        ['one', 'ok'],
        ['two', 'lost'],
      ]);
      after.start({ ...call, request_id: 'three' });
      const again = new Ledger(folder);
      expect(again.after(0).map((entry) => entry.sequence)).toEqual([1, 2, 3]);
      again.clear();
      expect(readFileSync(join(folder, 'ledger.jsonl'), 'utf8')).toContain('cleared_up_to');
      expect(new Ledger(folder).start({ ...call, request_id: 'four' }).sequence).toBe(4);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

test('busy time is the measure of the union', () => {
  const interval = fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 20 }));
  fc.assert(
    fc.property(fc.array(interval, { maxLength: 12 }), fc.integer({ min: 0, max: 60 }), (intervals, since) => {
      const entries = intervals.map(([from, length]) => ({ started_at: from, ended_at: from + length }) as LedgerEntry);
      const open = (at: number) => intervals.filter(([from, length]) => from <= at && at < from + length).length;
      const seconds = Array.from({ length: 90 }, (_, at) => at).filter((at) => at >= since);
      const busy = busyTime(entries, since, 90);
      expect(busy.busy_ms).toBe(seconds.filter((at) => open(at) > 0).length);
      expect(busy.peak_concurrency).toBe(Math.max(0, ...seconds.map(open)));
    }),
  );
});
