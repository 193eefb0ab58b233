import { startVoyageSimulator } from '@bo1/dev/simulators/voyage/server';
import type { RunningVendor } from '@bo1/dev/simulators/single-answer';
import { spending } from '@bo1/prisma/ledger';
import { seed } from '@bo1/prisma/seed';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createVoyage, DEFAULT_VOYAGE_MODEL } from '../adapters/voyage.ts';
import { holdMeeting } from '../meeting/testing/hold-meeting.ts';
import type { EmbeddingsPort } from '../ports/embeddings.ts';
import { Bench, onBench } from '../testing/bench.ts';
import { embed, embeddingMicros } from './embed.ts';

let voyage: RunningVendor;
const signal = new AbortController().signal;
/** The model on this machine, as the ledger sees it: it costs nothing. */
const local: EmbeddingsPort = {
  model: 'local',
  dimension: 2,
  threshold: 1,
  embed: (sentences) => Promise.resolve(sentences.map(() => Float32Array.of(1, 0))),
};

class EmbeddingBench extends Bench {
  override async reset(): Promise<void> {
    await super.reset();
    await this.activities.openRun(this.run);
    this.rig.deps.embeddings = this.adapter();
  }

  /** A new one has closed circuits, and calibrates itself. */
  adapter(): EmbeddingsPort {
    const { log } = this.rig.deps;
    return createVoyage({
      apiKey: 'sk-sim-test',
      baseUrl: voyage.url,
      model: DEFAULT_VOYAGE_MODEL,
      fallback: local,
      log,
    });
  }

  embed(sentences: string[], port = this.rig.deps.embeddings!): Promise<Float32Array[]> {
    const call = { sessionId: this.run.session_id, callKey: 'sp0/r1/embed', reservationKey: 'sp0/r1' };
    return embed(this.rig.deps, port, call, sentences, signal);
  }

  rows(provider = 'voyage') {
    const where = { sessionId: this.run.session_id, provider };
    return this.rig.db.llmAttempt.findMany({ where, orderBy: { createdAt: 'asc' } });
  }

  /** Micro-dollars: what the ledger holds as spent, and what the vendor's side says of the requests that it answered. */
  async books(): Promise<{ ours: number; theirs: number }> {
    const ours = (await this.rows()).reduce((sum, row) => sum + Number(row.costMicros), 0);
    const billed = voyage.requests.filter(({ http_status }) => http_status === 200);
    const tokens = billed.reduce((sum, { asked }) => sum + tokensOf((asked as { input: string[] }).input), 0);
    return { ours, theirs: embeddingMicros(this.adapter().billing!, tokens) };
  }
}

/** As the vendor's side counts them. */
const tokensOf = (input: string[]): number => input.reduce((sum, text) => sum + Math.ceil(text.length / 4), 0);

const bench = onBench(new EmbeddingBench());
beforeAll(async () => {
  voyage = await startVoyageSimulator(0);
  await seed(bench.rig.db, {});
});
afterEach(() => {
  voyage.faults.length = 0;
  voyage.requests.length = 0;
});
afterAll(() => voyage.close());

describe('vectors of a paid model', () => {
  it('are in the ledger at what the vendor bills, the calibration beside them included', async () => {
    const sentences = ['Our runway is nine months.', 'Prices should rise.'];
    expect(await bench.embed(sentences)).toHaveLength(2);
    expect(await bench.embed(sentences)).toHaveLength(2);
    const [first, second] = await bench.rows();
    expect(first).toMatchObject({ state: 'settled', callKey: 'sp0/r1/embed', model: DEFAULT_VOYAGE_MODEL, number: 1 });
    expect(first!.inputTokens).toBeGreaterThan(second!.inputTokens);
    expect(second).toMatchObject({ number: 2, inputTokens: tokensOf(sentences), templateVersion: 'embed@1' });
    const { ours, theirs } = await bench.books();
    expect(ours).toBeGreaterThanOrEqual(theirs);
    expect(ours).toBeLessThanOrEqual(theirs + 2);
    expect(await spending(bench.rig.db, bench.run.session_id)).toMatchObject({ settled: expect.any(String) as string });
  });

  it.each(['rate_limited', 'spend_limit', 'refused', 'server_error'] as const)(
    '%s: nothing is billed',
    async (kind) => {
      voyage.faults.push({ kind, times: 1, retry_after: 1 });
      await expect(bench.embed(['One.'])).rejects.toThrow();
      expect(await bench.rows()).toMatchObject([{ state: 'settled', costMicros: 0n, failure: 'provider_unavailable' }]);
    },
  );

  it.each(['cut', 'invalid_json', 'wrong_shape'] as const)('%s: presumed at its bound', async (kind) => {
    voyage.faults.push({ kind, times: 1, retry_after: 1 });
    await expect(bench.embed(['One.'])).rejects.toThrow();
    const [row] = await bench.rows();
    expect(row).toMatchObject({ state: 'presumed', costMicros: row!.reservedMicros });
    expect(row!.costMicros).toBeGreaterThan(0n);
  });

  it('are not asked for where the budget does not cover them', async () => {
    const where = { sessionId: bench.run.session_id };
    await bench.rig.db.budget.update({ where, data: { limitMicros: 0n } });
    await expect(bench.embed(['One.'])).rejects.toThrow(/budget/);
    expect(voyage.requests).toHaveLength(0);
  });

  it('leave no row where the model costs nothing', async () => {
    expect(await bench.embed(['One.'], local)).toHaveLength(1);
    expect(await bench.rig.db.llmAttempt.count({ where: { sessionId: bench.run.session_id } })).toBe(0);
  });
});

describe('a meeting', () => {
  it('pays for each contribution’s vectors once, also when it is run again, and never less than the vendor bills', async () => {
    const { signals } = (await holdMeeting(bench.rig, bench.run, 2)).boards[0]!;
    expect(signals).toMatchObject([
      { novelty: expect.any(Number) as number },
      { novelty: expect.any(Number) as number },
    ]);
    await holdMeeting(bench.rig, bench.run, 2);
    const asked = voyage.requests.flatMap(({ asked }) => (asked as { input: string[] }).input);
    const said = await bench.rig.db.contribution.findMany({ where: { sessionId: bench.run.session_id } });
    for (const { text } of said) {
      const sentence = text.split(/(?<=[.!?])\s/u)[0]!;
      expect(asked.filter((one) => one === sentence).length, sentence).toBeLessThanOrEqual(1 + said.length / 8);
    }
    const rows = await bench.rows();
    expect(
      rows.every(({ state, callKey }) => state === 'settled' && /^sp\d+\/r\d\/([a-z_]+\/)?embed$/.test(callKey)),
    ).toBe(true);
    expect(new Set(rows.map(({ callKey }) => callKey)).size).toBe(rows.length);
    const { ours, theirs } = await bench.books();
    expect(ours).toBeGreaterThanOrEqual(theirs);
  });

  it('goes on with the free model where the money does not reach', async () => {
    // Dear for what is said; the round that is paid for beforehand knows of nothing yet.
    const bound = (sentences: readonly string[]) => (sentences.length > 1 && new Set(sentences).size === 1 ? 1 : 1e9);
    const billing = { ...bench.adapter().billing!, bound };
    bench.rig.deps.embeddings = { ...local, model: 'dear', billing, fallback: local };
    const { signals } = (await holdMeeting(bench.rig, bench.run, 1)).boards[0]!;
    expect(signals).toMatchObject([{ novelty: expect.any(Number) as number }]);
    expect(await bench.rows()).toEqual([]);
  });
});
