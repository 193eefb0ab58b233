import { setTimeout as sleep } from 'node:timers/promises';
import { CancelledFailure, type ApplicationFailure } from '@temporalio/common';
import type { MockActivityEnvironment } from '@temporalio/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { RunRef } from '../meeting/types.ts';
import type { Prompt } from '../ports/llm.ts';
import { activityEnvironment, startRig, type ActivityRig } from '../testing/rig.ts';
import { callText, callTool } from './call.ts';
import type { TextContent, TextStep, ToolStep } from './step.ts';

let rig: ActivityRig;
let run: RunRef;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.stop());
beforeEach(async () => {
  rig.simulator.state.faults.clear();
  rig.simulator.state.ledger.clear();
  rig.simulator.state.settings.call_ms = 0;
  run = await rig.meeting();
  await rig.activities.openRun(run);
});
afterEach(() => booksAreRight());

const prompt: Prompt = {
  template: 'test',
  template_version: '1',
  system: [{ text: 'You sit on a board.' }],
  user: [
    { text: '<problem>Should we open a second shop in Berlin?</problem>' },
    { text: '<task phase="explore" round="1" of="4">Say what you think.</task>' },
  ],
};

const KEY = 'sp0/r1/cfo/contribute';
function textStep(fields: Partial<TextStep<TextContent>> = {}): TextStep<TextContent> {
  return {
    run,
    callKey: KEY,
    reservationKey: 'sp0/r1',
    prompt,
    model: 'main',
    maxTokens: 300,
    begin: () =>
      Promise.resolve({
        events: [
          {
            type: 'contribution_started',
            data: { sub_problem_index: 0, round: 1, expert_code: 'cfo', call_key: KEY },
            dedupeKey: '1/sp0/r1/cfo/started',
          },
        ],
      }),
    commit: (_tx, _session, answer) =>
      Promise.resolve({
        events: [{ type: 'paused', data: { version: 7 }, dedupeKey: '1/answered' }],
        counts: { contribution: 1 },
        result: answer.content,
      }),
    ...fields,
  };
}

const verdict = z.object({ route: z.enum(['board', 'single']), reason: z.string().min(3).max(400) });
type Verdict = z.infer<typeof verdict>;
const toolStep = (fields: Partial<ToolStep<Verdict, Verdict>> = {}): ToolStep<Verdict, Verdict> => ({
  run,
  callKey: 'route',
  reservationKey: 'step/route',
  prompt,
  model: 'small',
  maxTokens: 400,
  tool: { name: 'route_decision', description: 'Where the question goes.', schema: verdict },
  commit: (_tx, _session, { content }) =>
    Promise.resolve({
      events: [{ type: 'resumed', data: { version: 8 }, dedupeKey: '1/routed' }],
      result: content,
    }),
  ...fields,
});

const say = (fields?: Partial<TextStep<TextContent>>, environment?: MockActivityEnvironment) =>
  rig.run(() => callText(rig.deps, textStep(fields)), environment);
const decide = (fields?: Partial<ToolStep<Verdict, Verdict>>) => rig.run(() => callTool(rig.deps, toolStep(fields)));

const fault = (kind: string, fields: object = {}) =>
  fetch(`${rig.simulator.url}/__sim/faults`, { method: 'POST', body: JSON.stringify({ kind, ...fields }) }).then(
    (response) => expect(response.status).toBe(200),
  );
const attempts = () =>
  rig.db.llmAttempt.findMany({ where: { sessionId: run.session_id }, orderBy: { createdAt: 'asc' } });
const events = () =>
  rig.db.sessionEvent.findMany({ where: { sessionId: run.session_id }, orderBy: { sequence: 'asc' } });
const types = async () => (await events()).map((event) => event.type);
const failureOf = (work: Promise<unknown>): Promise<ApplicationFailure> =>
  work.then(
    () => expect.fail('it should have failed'),
    (error: unknown) => error as ApplicationFailure,
  );

/** Ours is never less than the vendor's bill, call by call; where it is more, the row is presumed. */
async function booksAreRight(): Promise<void> {
  const rows = await attempts();
  const prices = rig.deps.settings.prices.models;
  let bill = 0;
  for (const call of rig.simulator.state.ledger.after(0)) {
    const mine = rows.find((row) => row.requestId === call.request_id);
    const billed = call.usage;
    if (billed === null) continue;
    const price = prices[call.model ?? '']!;
    const theirs =
      (billed.input_tokens * price.input +
        billed.output_tokens * price.output +
        billed.cache_creation_input_tokens * price.cache_write +
        billed.cache_read_input_tokens * price.cache_read) /
      1e6;
    bill += theirs;
    if (mine === undefined) continue;
    expect(Number(mine.costMicros)).toBeGreaterThanOrEqual(Math.floor(theirs));
    if (mine.state === 'settled') expect(Number(mine.costMicros) - theirs).toBeLessThan(1);
  }
  // Also where a call died before we learned its id.
  expect(rows.reduce((sum, row) => sum + Number(row.costMicros), 0)).toBeGreaterThanOrEqual(Math.floor(bill));
  const budget = await rig.db.budget.findUniqueOrThrow({ where: { sessionId: run.session_id } });
  const spent = (state: string) =>
    rows.filter((row) => row.state === state).reduce((sum, row) => sum + row.costMicros, 0n);
  expect(budget.settledMicros).toBe(spent('settled'));
  expect(budget.presumedMicros).toBe(spent('presumed'));
}

describe('a call that goes well', () => {
  it('keeps text, money and events together, and is not made again', async () => {
    const said = await say();
    expect(said.text.length).toBeGreaterThan(20);
    expect(await types()).toEqual(['session_started', 'contribution_started', 'paused']);
    expect(await say()).toEqual(said);
    expect(await types()).toHaveLength(3);
    const [only, ...others] = await attempts();
    expect(others).toEqual([]);
    expect(only).toMatchObject({ state: 'settled', number: 1, callKey: KEY, failure: null });
    expect(only?.promptHash).toMatch(/^[0-9a-f]{64}$/);
    expect(only?.requestId).toMatch(/^req_/);
    const session = await rig.db.session.findUniqueOrThrow({ where: { id: run.session_id } });
    expect(session.contributionCount).toBe(1);
  });

  it('reads a tool by its schema, from the vendor and from the store alike', async () => {
    const first = await decide();
    expect(['board', 'single']).toContain(first.route);
    expect(await decide()).toEqual(first);
    expect(await attempts()).toHaveLength(1);
  });

  it('cuts a text that reached its limit at a whole sentence', async () => {
    const said = await say({ maxTokens: 40 });
    expect(said.truncated).toBe(true);
    expect(said.text).toMatch(/[.!?…]["'”’)]*$/);
  });

  it('shows the text while it is written, and forgets the draft after it', async () => {
    rig.simulator.state.settings.call_ms = 400;
    const seen: { text: string; shown: number }[] = [];
    const deps = {
      ...rig.deps,
      live: { ...rig.live, delta: (_: unknown, text: string, shown: number) => seen.push({ text, shown }) },
    };
    const said = await rig.run(() => callText(deps, textStep()));
    expect(seen.length).toBeGreaterThan(1);
    expect(
      seen
        .map(({ text, shown }) => text.slice(shown))
        .join('')
        .trim(),
    ).toBe(said.text);
  });

  it('runs the commit of an answer that was stored by an attempt that died before telling', async () => {
    await say();
    await rig.db.sessionEvent.deleteMany({ where: { sessionId: run.session_id, dedupeKey: '1/answered' } });
    await say();
    expect(await attempts()).toHaveLength(1);
    expect(await types()).toContain('paused');
  });
});

describe('an answer that does not fit', () => {
  for (const kind of ['invalid_json', 'wrong_schema', 'empty', 'refusal']) {
    it(`is asked for once more, with the reason (${kind})`, async () => {
      await fault(kind, { match: { tool: 'route_decision' } });
      await decide();
      const rows = await attempts();
      expect(rows.map((row) => row.callKey)).toEqual(['route', 'route/fix']);
      expect(rows.every((row) => row.state === 'settled')).toBe(true);
      // The first, unfit answer is kept: a worker that dies now pays for the retry alone.
      await decide();
      expect(await attempts()).toHaveLength(2);
    });
  }

  it('fails the step for good when the retry does not fit either', async () => {
    await fault('wrong_schema', { times: 2 });
    const failed = await failureOf(decide());
    expect(failed).toMatchObject({ type: 'invalid_model_answer', nonRetryable: true });
    expect((await attempts()).map((row) => row.failure)).toEqual(['invalid_model_answer', 'invalid_model_answer']);
    expect(await types()).toEqual(['session_started']);
    // Tried again later, the retry is made anew.
    await decide();
    expect(await attempts()).toHaveLength(3);
  });

  it('is asked for once more when a text has no words', async () => {
    await fault('empty');
    expect((await say()).text).not.toBe('');
    expect((await attempts()).map((row) => row.callKey)).toEqual([KEY, `${KEY}/fix`]);
  });
});

describe('a vendor that refuses', () => {
  it('waits as long as it is told to', async () => {
    await fault('rate_limited', { retry_after: 7 });
    const failed = await failureOf(say());
    expect(failed).toMatchObject({ type: 'provider_rate_limited', nonRetryable: false, nextRetryDelay: 7_000 });
    expect(await attempts()).toMatchObject([{ state: 'settled', costMicros: 0n, failure: 'provider_rate_limited' }]);
  });

  it('is not asked again at its spend limit', async () => {
    await fault('spend_limit');
    expect(await failureOf(say())).toMatchObject({ type: 'provider_spend_limit', nonRetryable: true });
  });

  for (const kind of ['overloaded', 'server_error']) {
    it(`is asked again later (${kind})`, async () => {
      await fault(kind);
      expect(await failureOf(say())).toMatchObject({ type: 'provider_unavailable', nonRetryable: false });
      await say();
      expect(await attempts()).toMatchObject([
        { state: 'settled', costMicros: 0n, number: 1 },
        { state: 'settled', number: 2 },
      ]);
    });
  }

  it('says nothing of the prompt or the key in its failures', async () => {
    for (const kind of ['rate_limited', 'spend_limit', 'overloaded', 'server_error', 'cut_stream']) {
      await fault(kind);
      const failed = await failureOf(say());
      expect(JSON.stringify([failed.message, failed.details, failed.cause])).not.toMatch(/Berlin|sk-sim/);
    }
  });
});

describe('a call that dies on the way', () => {
  for (const kind of ['cut_stream', 'overloaded_stream']) {
    it(`is presumed and made again (${kind})`, async () => {
      await fault(kind);
      expect(await failureOf(say())).toMatchObject({ type: 'provider_unavailable', nonRetryable: false });
      await say();
      const [first, second] = await attempts();
      expect(first).toMatchObject({ state: 'presumed', outputTokens: 300 });
      expect(second).toMatchObject({ state: 'settled', number: 2 });
    });
  }

  it('is given up in time when the vendor hangs', async () => {
    await fault('hang');
    const deps = { ...rig.deps, settings: { ...rig.deps.settings, call_timeout_ms: 300 } };
    expect(await failureOf(rig.run(() => callText(deps, textStep())))).toMatchObject({ type: 'provider_unavailable' });
    expect(await attempts()).toMatchObject([{ state: 'presumed' }]);
  });

  it('ends with the cancellation, and counts what was written', async () => {
    rig.simulator.state.settings.call_ms = 20_000;
    const environment = activityEnvironment();
    const cancelled = say({}, environment).catch((error: unknown) => error);
    while ((await types()).at(-1) !== 'contribution_started') await sleep(10);
    while (rig.simulator.state.ledger.after(0).length === 0) await sleep(10);
    environment.cancel();
    expect(await cancelled).toBeInstanceOf(CancelledFailure);
    expect(await attempts()).toMatchObject([{ state: 'presumed', failure: 'cancelled' }]);
  });

  it('left open by a killed worker, is presumed by the next attempt', async () => {
    const first = say({ commit: () => Promise.reject(new Error('killed before the commit')) });
    await expect(first).rejects.toThrow('killed');
    expect(await attempts()).toMatchObject([{ state: 'reserved' }]);
    await say();
    expect(await attempts()).toMatchObject([
      { state: 'presumed', failure: 'abandoned' },
      { state: 'settled', number: 2 },
    ]);
  });

  it('is paid for exactly, and tells nothing, when the meeting ended meanwhile', async () => {
    rig.simulator.state.settings.call_ms = 300;
    const late = say().catch((error: unknown) => error as Error);
    while ((await types()).at(-1) !== 'contribution_started') await sleep(10);
    await rig.activities.closeRun(run, { kind: 'cancelled', reason: 'stopped_by_user' });
    expect(await late).toMatchObject({ code: 'attempt_closed' });
    expect((await types()).at(-1)).toBe('cancelled');
    expect(await attempts()).toMatchObject([{ state: 'settled' }]);
  });
});

describe('a meeting that does not pay', () => {
  it('makes no call while it is paused, and goes on with it after', async () => {
    await rig.activities.setControl(run, { version: 1, paused: true });
    await expect(say()).rejects.toMatchObject({ code: 'spending_paused' });
    expect(rig.simulator.state.ledger.after(0)).toEqual([]);
    await rig.activities.setControl(run, { version: 2, paused: false });
    await say();
  });

  it('makes no call beyond its budget', async () => {
    await rig.db.budget.update({ where: { sessionId: run.session_id }, data: { limitMicros: 1n } });
    await expect(say()).rejects.toMatchObject({ code: 'budget_exhausted' });
    expect(rig.simulator.state.ledger.after(0)).toEqual([]);
  });
});

describe('a prompt that others share', () => {
  const shared: Prompt = {
    ...prompt,
    system: [{ text: `You sit on a board. ${'Be brief and concrete. '.repeat(300)}`, cache: true }],
  };

  it('is written to the cache once, and read by those who waited for the first token', async () => {
    rig.simulator.state.settings.call_ms = 300;
    await Promise.all(
      ['cfo', 'cto', 'coo'].map((code) =>
        rig.run(() =>
          callText(rig.deps, {
            ...textStep(),
            callKey: `sp0/r1/${code}/contribute`,
            prompt: { ...shared, system: [...shared.system, { text: `You are the ${code}.` }] },
          }),
        ),
      ),
    );
    const rows = await attempts();
    expect(rows.filter((row) => row.cacheWriteTokens > 0)).toHaveLength(1);
    expect(rows.filter((row) => row.cacheReadTokens > 0)).toHaveLength(2);
  });
});

describe('without Redis', () => {
  it('goes on as before', async () => {
    await rig.stack.halt('redis');
    try {
      const began = Date.now();
      expect((await say()).text).not.toBe('');
      expect(Date.now() - began).toBeLessThan(2_000);
    } finally {
      await rig.stack.resume('redis');
    }
  });
});
