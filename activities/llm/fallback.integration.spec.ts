import { startOpenAiSimulator, type RunningOpenAi } from '@bo1/dev/simulators/openai/server';
import { settingsSchema } from '@bo1/dev/simulators/anthropic/settings';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAnthropic } from '../adapters/anthropic.ts';
import { DEFAULT_MODELS } from '../adapters/anthropic.models.ts';
import { ANTHROPIC_PRICES } from '../adapters/anthropic.prices.ts';
import { createOpenAi } from '../adapters/openai.ts';
import { DEFAULT_OPENAI_MODELS, openAiPrices } from '../adapters/openai.prices.ts';
import { mergedPrices } from '../adapters/prices.ts';
import { CallBench, failureOf } from '../testing/calls.ts';
import { onBench } from '../testing/bench.ts';
import { breaker } from './breaker.ts';
import { pinsOf } from './pins.ts';

let openai: RunningOpenAi;

/** Calls with a vendor in reserve. */
class TwoVendors extends CallBench {
  override async reset(): Promise<void> {
    const { deps, simulator } = this.rig;
    const models = { ...DEFAULT_OPENAI_MODELS };
    const reserve = createOpenAi({ apiKey: 'sk-sim-test', baseUrl: openai.baseUrl });
    deps.llm = [createAnthropic({ apiKey: 'sk-sim-test', baseUrl: simulator.url }), reserve];
    deps.settings = {
      ...deps.settings,
      models: { anthropic: { ...DEFAULT_MODELS }, openai: models },
      prices: mergedPrices(ANTHROPIC_PRICES, openAiPrices({ models, baseUrl: undefined })),
    };
    await super.reset();
  }

  /** The preferred vendor fails until its circuit opens. */
  async outage(during = {}): Promise<void> {
    await this.fault('overloaded', { times: 5 });
    for (let attempt = 0; attempt < 5; attempt++)
      expect(await failureOf(this.say(during))).toMatchObject({ type: 'provider_unavailable', nonRetryable: false });
  }

  /** As if 30 s had passed. */
  halfOpen(): void {
    breaker.succeeded('anthropic');
  }

  /** The attempt fails; the meeting is tried again. */
  async nextAttempt(): Promise<void> {
    await this.activities.closeRun(this.run, { kind: 'failed', code: 'provider_unavailable' });
    this.run = { ...this.run, attempt: this.run.attempt + 1 };
    await this.activities.openRun(this.run);
  }

  async notices() {
    const events = await this.events();
    return events.filter(({ type }) => type === 'degraded' || type === 'recovered').map(({ type }) => type);
  }
}

const bench = onBench(new TwoVendors());
beforeAll(async () => {
  openai = await startOpenAiSimulator(0, { settings: settingsSchema.parse({ call_ms: 0 }) });
});
beforeEach(() => openai.state.ledger.clear());
afterEach(() => {
  openai.state.faults.clear();
  for (const vendor of ['anthropic', 'openai']) breaker.succeeded(vendor);
});
afterAll(() => openai.close());

const another = (n: number) => ({ callKey: `sp0/r${n}/cfo/contribute`, reservationKey: `sp0/r${n}` });

describe('an outage of the preferred vendor', () => {
  it('moves the meeting to the other, told once; the books know who was paid', async () => {
    await bench.outage();
    expect((await bench.say()).text).not.toBe('');
    await bench.say(another(2));
    expect(await bench.notices()).toEqual(['degraded']);
    const told = (await bench.events()).find(({ type }) => type === 'degraded');
    expect(told!.data).toMatchObject({ reason: 'provider_fallback' });
    const paid = (await bench.attempts()).filter(({ provider }) => provider === 'openai');
    expect(paid).toHaveLength(2);
    expect(paid[0]).toMatchObject({ state: 'settled', model: 'gpt-5.4-mini' });
    expect(paid[0]!.costMicros).toBeGreaterThan(0n);
    expect(openai.state.ledger.after(0)).toHaveLength(2);
  });

  it('is over when the preferred one answers again: told once, and not by answers from the store', async () => {
    await bench.outage();
    await bench.say();
    bench.halfOpen();
    await bench.say();
    expect(await bench.notices()).toEqual(['degraded']);
    await bench.say(another(2));
    await bench.say(another(3));
    expect(await bench.notices()).toEqual(['degraded', 'recovered']);
    await bench.outage(another(4));
    await bench.say(another(4));
    expect(await bench.notices()).toEqual(['degraded', 'recovered', 'degraded']);
  });

  it('is told once over the attempts of a meeting: the page keeps it until it is over', async () => {
    await bench.outage();
    await bench.say();
    await bench.nextAttempt();
    await bench.say(another(2));
    expect(await bench.notices()).toEqual(['degraded']);
    bench.halfOpen();
    await bench.nextAttempt();
    await bench.say(another(3));
    expect(await bench.notices()).toEqual(['degraded', 'recovered']);
  });

  it('is told once by steps that run at once', async () => {
    await bench.outage();
    await Promise.all([2, 3, 4, 5].map((n) => bench.say(another(n))));
    expect(await bench.notices()).toEqual(['degraded']);
  });

  it('works for structured steps too', async () => {
    await bench.outage();
    expect(await bench.decide()).toMatchObject({ route: expect.any(String) as string });
  });
});

describe('what does not move a meeting', () => {
  it.each([
    ['a spend limit', 'spend_limit', 'provider_spend_limit'],
    ['a limit of calls', 'rate_limited', 'provider_rate_limited'],
  ])('%s', async (_name, kind, type) => {
    await bench.fault(kind, { times: 8 });
    for (let attempt = 0; attempt < 8; attempt++) expect(await failureOf(bench.say())).toMatchObject({ type });
    expect(openai.state.ledger.after(0)).toHaveLength(0);
    expect(await bench.notices()).toEqual([]);
  });

  it('a run that was opened before there was another vendor: it has no price for it', async () => {
    const session = await bench.session();
    const { openai: _unknown, ...models } = pinsOf(session).models;
    const pins = { ...pinsOf(session), models };
    await bench.rig.db.session.update({ where: { id: session.id }, data: { pins } });
    await bench.outage();
    // The preferred one, open circuit or not; the engine's back-off does the waiting.
    await bench.say();
    expect((await bench.attempts()).at(-1)).toMatchObject({ provider: 'anthropic', state: 'settled' });
  });
});

it('pins the models and prices of both vendors when the run is opened', async () => {
  const pins = pinsOf(await bench.session());
  expect(Object.keys(pins.models).sort()).toEqual(['anthropic', 'openai']);
  expect(pins.prices.version).toMatch(/^anthropic-.*\+openai-/);
  expect(pins.prices.models['gpt-5.4-mini']).toBeDefined();
});
