import { startVoyageSimulator } from '@bo1/dev/simulators/voyage/server';
import type { RunningVendor } from '@bo1/dev/simulators/single-answer';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { EmbeddingsPort } from '../ports/embeddings.ts';
import { partingPoint } from './calibration.ts';
import { DIFFERENT, SAME } from './minilm.calibration.ts';
import { createVoyage, DEFAULT_VOYAGE_MODEL } from './voyage.ts';

const quiet = () => undefined;
const log = { debug: quiet, info: quiet, warn: quiet, error: quiet };
const signal = new AbortController().signal;

let vendor: RunningVendor;
let now = 0;
beforeAll(async () => {
  vendor = await startVoyageSimulator(0);
});
afterEach(() => {
  vendor.faults.length = 0;
  vendor.requests.length = 0;
});
afterAll(() => vendor.close());

const create = (apiKey = 'sk-sim-test', baseUrl = vendor.url): EmbeddingsPort =>
  createVoyage({ apiKey, baseUrl, model: DEFAULT_VOYAGE_MODEL, fallback: null, log, now: () => now });
const fault = (kind: RunningVendor['faults'][number]['kind'], times = 1) =>
  vendor.faults.push({ kind, times, retry_after: 1 });

describe('vectors', () => {
  it('come in the order of the sentences, of unit length, the calibration in the same request', async () => {
    const voyage = create();
    expect(() => voyage.threshold).toThrow();
    const sentences = ['Prices should rise.', 'The lease ends in June.', 'Prices should rise.'];
    const vectors = await voyage.embed(sentences, signal);
    expect(vectors.map((vector) => vector.length)).toEqual([1_024, 1_024, 1_024]);
    for (const vector of vectors) expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
    expect(vectors[0]).toEqual(vectors[2]);
    expect(vectors[0]).not.toEqual(vectors[1]);
    expect(vendor.requests).toHaveLength(1);
    await voyage.embed(['Another one.'], signal);
    expect((vendor.requests.at(-1)!.asked as { input: string[] }).input).toEqual(['Another one.']);
  });

  it('are fetched in batches, and not at all for nothing', async () => {
    const voyage = create();
    await voyage.embed([], signal);
    expect(voyage.threshold).toBeGreaterThan(0);
    vendor.requests.length = 0;
    expect(await voyage.embed([], signal)).toEqual([]);
    expect(vendor.requests).toHaveLength(0);
    const many = Array.from({ length: 300 }, (_, index) => `Sentence number ${index}.`);
    expect(await voyage.embed(many, signal)).toHaveLength(300);
    expect(vendor.requests).toHaveLength(3);
  });
});

describe('the threshold', () => {
  it('is where the model itself parts paraphrases from other sentences', async () => {
    const voyage = create();
    const pairs = await voyage.embed([...SAME, ...DIFFERENT].flat(), signal);
    expect(voyage.threshold).toBe(partingPoint(pairs, SAME.length));
    expect(voyage.threshold).toBeGreaterThan(0.2);
    expect(voyage.threshold).toBeLessThan(0.95);
  });

  it('lies in the middle of the gap between them', () => {
    const at = (similarity: number) => [
      Float32Array.from([1, 0]),
      Float32Array.from([similarity, Math.sqrt(1 - similarity ** 2)]),
    ];
    const vectors = [0.9, 0.8, 0.85, 0.3, 0.4, 0.1].flatMap(at);
    expect(partingPoint(vectors, 3)).toBeCloseTo(0.6, 5);
  });
});

describe('failures', () => {
  it.each(['rate_limited', 'refused', 'server_error', 'cut', 'invalid_json', 'wrong_shape'] as const)(
    '%s: no vectors, and the next try is made anew',
    async (kind) => {
      const voyage = create();
      fault(kind);
      await expect(voyage.embed(['One.'], signal)).rejects.toThrow();
      expect(await voyage.embed(['One.'], signal)).toHaveLength(1);
    },
  );

  it('a vendor that is out of reach is left alone for a while', async () => {
    const voyage = create();
    fault('server_error', 5);
    for (let count = 0; count < 5; count++) await expect(voyage.embed(['One.'], signal)).rejects.toThrow();
    await expect(voyage.embed(['One.'], signal)).rejects.toThrow(/left alone/);
    expect(vendor.requests).toHaveLength(5);
    now += 30_000;
    expect(await voyage.embed(['One.'], signal)).toHaveLength(1);
  });

  it('an abort ends the request', async () => {
    const voyage = create();
    fault('hang');
    await expect(voyage.embed(['One.'], AbortSignal.timeout(100))).rejects.toThrow();
  });
});
