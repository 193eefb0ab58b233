import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noveltyOf } from '../llm/novelty.ts';
import { DIFFERENT, SAME } from './minilm.calibration.ts';
import { createMiniLm, type MiniLm } from './minilm.ts';

const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const signal = new AbortController().signal;
let model: MiniLm;
beforeAll(() => {
  const installed = createMiniLm(undefined, log);
  if (installed === null) throw new Error('The embedding model is not installed: run `npm test` once, it installs it.');
  model = installed;
});
afterAll(() => model.close());

const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, at) => sum + value * b[at]!, 0);
async function similarities(pairs: readonly (readonly [string, string])[]): Promise<number[]> {
  const vectors = await model.embed(pairs.flat(), signal);
  return pairs.map((_, index) => dot(vectors[2 * index]!, vectors[2 * index + 1]!));
}

describe('the sentence model', () => {
  it('parts repeats from other things said about the same, at its threshold', async () => {
    const [same, different] = await Promise.all([similarities(SAME), similarities(DIFFERENT)]);
    const right =
      same.filter((value) => value > model.threshold).length +
      different.filter((value) => value <= model.threshold).length;
    expect(right / (SAME.length + DIFFERENT.length)).toBeGreaterThanOrEqual(0.95);
  });

  it('gives unit vectors that do not depend on their neighbours', async () => {
    const sentence = 'Our runway is nine months.';
    const [alone] = await model.embed([sentence], signal);
    await model.close(); // it would remember the sentence
    const crowd = await model.embed(
      ['Hire a lawyer.', sentence, 'The lease ends in June, and it is a long one.'],
      signal,
    );
    expect(alone).toHaveLength(model.dimension);
    expect(dot(alone!, alone!)).toBeCloseTo(1, 5);
    crowd[1]!.forEach((value, at) => expect(value).toBeCloseTo(alone![at]!, 5));
  });

  it('gives a sentence that comes twice the same vector, in its place', async () => {
    const [one, other] = ['The oven loan comes first.', 'Nobody asked the bakers.'];
    const first = await model.embed([one, other, one], signal);
    expect(first[2]).toEqual(first[0]);
    expect(first[1]).not.toEqual(first[0]);
    expect(await model.embed([other, one], signal)).toEqual([first[1], first[0]]);
  });

  it('takes any text', async () => {
    const odd = ['', '🙂', '你好，世界', 'x'.repeat(20_000), 'a\u0000b', '--- *** ###'];
    expect(await model.embed(odd, signal)).toHaveLength(odd.length);
    expect(await model.embed([], signal)).toEqual([]);
  });

  it('gives up with the call it belongs to, and comes back after it was stopped', async () => {
    const cancelled = new AbortController();
    const waiting = model.embed(['One.', 'Two.'], cancelled.signal);
    cancelled.abort(new Error('cancelled'));
    await expect(waiting).rejects.toThrow('cancelled');
    await model.close();
    expect(await model.embed(['Three.'], signal)).toHaveLength(1);
  });

  it('measures that a round of repeats has nothing new', async () => {
    const firsts = await model.embed(
      SAME.map(([first]) => first),
      signal,
    );
    const seconds = await model.embed(
      SAME.map(([, second]) => second),
      signal,
    );
    const said = [
      { round: 1, expert_code: 'cfo', sentences: SAME.map(([first]) => first), vectors: firsts },
      { round: 2, expert_code: 'cto', sentences: SAME.map(([, second]) => second), vectors: seconds },
    ];
    expect(noveltyOf(1, said, model.threshold)).toBeGreaterThan(0.9);
    expect(noveltyOf(2, said, model.threshold)).toBeLessThan(0.1);
  });

  it('is absent where it is not installed', () => {
    expect(createMiniLm('/nowhere', log)).toBeNull();
  });
});
