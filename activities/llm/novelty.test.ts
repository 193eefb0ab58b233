import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBytes, noveltyOf, toBytes, type Said } from './novelty.ts';

/** Unit vectors in a plane: the angle between two is known. */
const at = (degrees: number) => {
  const radians = (degrees * Math.PI) / 180;
  return Float32Array.of(Math.cos(radians), Math.sin(radians));
};
const said = (round: number, expert_code: string, ...angles: number[]): Said => ({
  round,
  expert_code,
  sentences: angles.map(() => 'Somebody said something.'),
  vectors: angles.map(at),
});
const THRESHOLD = Math.cos((20 * Math.PI) / 180);

describe('noveltyOf', () => {
  it('counts sentences that repeat an earlier round', () => {
    const all = [said(1, 'cfo', 0, 90), said(2, 'cfo', 10, 45), said(2, 'cto', 100, 180)];
    expect(noveltyOf(2, all, THRESHOLD)).toBe(2 / 4);
  });

  it('does not take a sentence for a repeat whose figures differ, however alike the two sound', () => {
    const one = { ...said(1, 'cfo', 0), sentences: ['Prices rise by 5 percent.'] };
    const other = { ...said(2, 'cto', 0), sentences: ['Prices rise by 15 percent.'] };
    expect(noveltyOf(2, [one, other], THRESHOLD)).toBe(1);
    expect(noveltyOf(2, [one, { ...other, sentences: one.sentences }], THRESHOLD)).toBe(0);
  });

  it('counts sentences that repeat another expert in the round, on both sides', () => {
    expect(noveltyOf(1, [said(1, 'cfo', 0, 90), said(1, 'cto', 5, 180)], THRESHOLD)).toBe(2 / 4);
  });

  it('does not count an expert’s own repetition within a round', () => {
    expect(noveltyOf(1, [said(1, 'cfo', 0, 0, 0)], THRESHOLD)).toBe(1);
  });

  it('is 0 when all was said before, and null when nothing was said', () => {
    expect(noveltyOf(2, [said(1, 'cfo', 0), said(2, 'cfo', 1), said(2, 'cto', 2)], THRESHOLD)).toBe(0);
    expect(noveltyOf(1, [said(1, 'cfo')], THRESHOLD)).toBeNull();
  });

  it('does not look at later rounds', () => {
    const now = [said(1, 'cfo', 0), said(1, 'cto', 90)];
    expect(noveltyOf(1, [...now, said(2, 'cfo', 0, 90)], THRESHOLD)).toBe(noveltyOf(1, now, THRESHOLD));
  });

  it('is a share, whatever was said; and more history never makes it larger', () => {
    const angles = fc.array(fc.integer({ min: 0, max: 359 }), { maxLength: 5 });
    fc.assert(
      fc.property(angles, angles, angles, (before, cfo, cto) => {
        const round = [said(2, 'cfo', ...cfo), said(2, 'cto', ...cto)];
        const alone = noveltyOf(2, round, THRESHOLD);
        const after = noveltyOf(2, [said(1, 'coo', ...before), ...round], THRESHOLD);
        if (alone === null || after === null) {
          expect(cfo.length + cto.length).toBe(0);
          return;
        }
        expect(after).toBeGreaterThanOrEqual(0);
        expect(after).toBeLessThanOrEqual(alone);
        expect(alone).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('vectors as bytes', () => {
  it('come back as they were, at any offset', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.float({ noNaN: true }), fc.float({ noNaN: true }))), (rows) => {
        const vectors = rows.map((row) => Float32Array.from(row));
        const shifted = new Uint8Array([9, ...toBytes(vectors, 2)]).subarray(1);
        expect(fromBytes(shifted, 2)).toEqual(vectors);
      }),
    );
  });

  it('refuse a length that does not fit', () => {
    expect(() => fromBytes(new Uint8Array(6), 2)).toThrow(RangeError);
  });
});
