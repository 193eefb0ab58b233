import { CancelledFailure } from '@temporalio/common';
import { describe, expect, it } from 'vitest';
import { callBench, failureOf, KEY } from '../testing/calls.ts';
import { activityEnvironment } from '../testing/rig.ts';
import { callText } from './call.ts';

const bench = callBench();

describe('an answer that does not fit', () => {
  for (const kind of ['invalid_json', 'wrong_schema', 'empty', 'refusal']) {
    it(`is asked for once more, with the reason (${kind})`, async () => {
      await bench.fault(kind, { match: { tool: 'route_decision' } });
      await bench.decide();
      const rows = await bench.attempts();
      expect(rows.map((row) => row.callKey)).toEqual(['route', 'route/fix']);
      expect(rows.every((row) => row.state === 'settled')).toBe(true);
      // The first, unfit answer is kept: a worker that dies now pays for the retry alone.
      await bench.decide();
      expect(await bench.attempts()).toHaveLength(2);
    });
  }

  it('fails the step for good when the retry does not fit either', async () => {
    await bench.fault('wrong_schema', { times: 2 });
    const failed = await failureOf(bench.decide());
    expect(failed).toMatchObject({ type: 'invalid_model_answer', nonRetryable: true });
    expect((await bench.attempts()).map((row) => row.failure)).toEqual([
      'invalid_model_answer',
      'invalid_model_answer',
    ]);
    expect(await bench.types()).toEqual(['session_started']);
    // Tried again later, the retry is made anew.
    await bench.decide();
    expect(await bench.attempts()).toHaveLength(3);
  });

  it('is asked for once more when a text has no words', async () => {
    await bench.fault('empty');
    expect((await bench.say()).text).not.toBe('');
    expect((await bench.attempts()).map((row) => row.callKey)).toEqual([KEY, `${KEY}/fix`]);
  });
});

describe('a vendor that refuses', () => {
  it('waits as long as it is told to', async () => {
    await bench.fault('rate_limited', { retry_after: 7 });
    const failed = await failureOf(bench.say());
    expect(failed).toMatchObject({ type: 'provider_rate_limited', nonRetryable: false, nextRetryDelay: 7_000 });
    expect(await bench.attempts()).toMatchObject([
      { state: 'settled', costMicros: 0n, failure: 'provider_rate_limited' },
    ]);
  });

  it('is not asked again at its spend limit', async () => {
    await bench.fault('spend_limit');
    expect(await failureOf(bench.say())).toMatchObject({ type: 'provider_spend_limit', nonRetryable: true });
  });

  for (const kind of ['overloaded', 'server_error']) {
    it(`is asked again later (${kind})`, async () => {
      await bench.fault(kind);
      expect(await failureOf(bench.say())).toMatchObject({ type: 'provider_unavailable', nonRetryable: false });
      await bench.say();
      expect(await bench.attempts()).toMatchObject([
        { state: 'settled', costMicros: 0n, number: 1 },
        { state: 'settled', number: 2 },
      ]);
    });
  }

  it('says nothing of the prompt or the key in its failures', async () => {
    for (const kind of ['rate_limited', 'spend_limit', 'overloaded', 'server_error', 'cut_stream']) {
      await bench.fault(kind);
      const failed = await failureOf(bench.say());
      expect(JSON.stringify([failed.message, failed.details, failed.cause])).not.toMatch(/Berlin|sk-sim/);
    }
  });
});

describe('a call that dies on the way', () => {
  for (const kind of ['cut_stream', 'overloaded_stream']) {
    it(`is presumed and made again (${kind})`, async () => {
      await bench.fault(kind);
      expect(await failureOf(bench.say())).toMatchObject({ type: 'provider_unavailable', nonRetryable: false });
      await bench.say();
      const [first, second] = await bench.attempts();
      expect(first).toMatchObject({ state: 'presumed', outputTokens: 300 });
      expect(second).toMatchObject({ state: 'settled', number: 2 });
    });
  }

  it('is given up in time when the vendor hangs', async () => {
    await bench.fault('hang');
    const deps = { ...bench.rig.deps, settings: { ...bench.rig.deps.settings, call_timeout_ms: 300 } };
    expect(await failureOf(bench.rig.run(() => callText(deps, bench.textStep())))).toMatchObject({
      type: 'provider_unavailable',
    });
    expect(await bench.attempts()).toMatchObject([{ state: 'presumed' }]);
  });

  it('ends with the cancellation, and counts what was written', async () => {
    bench.rig.simulator.state.settings.call_ms = 20_000;
    const environment = activityEnvironment();
    const cancelled = bench.say({}, environment).catch((error: unknown) => error);
    await bench.until(() => bench.vendorCalls.length > 0);
    environment.cancel();
    expect(await cancelled).toBeInstanceOf(CancelledFailure);
    expect(await bench.attempts()).toMatchObject([{ state: 'presumed', failure: 'cancelled' }]);
  });

  it('left open by a killed worker, is presumed by the next attempt', async () => {
    const first = bench.say({ commit: () => Promise.reject(new Error('killed before the commit')) });
    await expect(first).rejects.toThrow('killed');
    expect(await bench.attempts()).toMatchObject([{ state: 'reserved' }]);
    await bench.say();
    expect(await bench.attempts()).toMatchObject([
      { state: 'presumed', failure: 'abandoned' },
      { state: 'settled', number: 2 },
    ]);
  });

  it('is paid for exactly, and tells nothing, when the meeting ended meanwhile', async () => {
    bench.rig.simulator.state.settings.call_ms = 1_000;
    const late = bench.say().catch((error: unknown) => error as Error);
    await bench.until(async () => (await bench.types()).at(-1) === 'contribution_started');
    await bench.activities.closeRun(bench.run, { kind: 'cancelled', reason: 'stopped_by_user' });
    expect(await late).toMatchObject({ code: 'attempt_closed' });
    expect((await bench.types()).at(-1)).toBe('cancelled');
    expect(await bench.attempts()).toMatchObject([{ state: 'settled' }]);
  });
});
