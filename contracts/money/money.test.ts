import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromDecimal, toDecimal } from './values.ts';

const micros = fc.integer({ min: -999_999_999_999_999, max: 999_999_999_999_999 });

describe('money', () => {
  it('survives the way to the wire and back', () => {
    fc.assert(
      fc.property(micros, (amount) => {
        expect(fromDecimal(toDecimal(amount))).toBe(amount);
      }),
    );
  });

  it('is the same from number and bigint', () => {
    fc.assert(
      fc.property(micros, (amount) => {
        expect(toDecimal(BigInt(amount))).toBe(toDecimal(amount));
      }),
    );
  });

  it('has two to six places, none of them idle', () => {
    fc.assert(
      fc.property(micros, (amount) => {
        expect(toDecimal(amount)).toMatch(/^-?(0|[1-9]\d*)\.(\d\d|\d{2,5}[1-9])$/);
        expect(Number(toDecimal(amount))).toBeCloseTo(amount / 1e6, 6);
      }),
    );
  });

  it('adds up on the wire as it does inside', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 10_000_000 }), { maxLength: 20 }), (amounts) => {
        const inside = amounts.reduce((sum, amount) => sum + amount, 0);
        const wire = amounts.map(toDecimal).reduce((sum, amount) => sum + fromDecimal(amount), 0);
        expect(wire).toBe(inside);
      }),
    );
  });

  it('refuses what is no amount', () => {
    for (const wrong of ['', '1.', '.5', '1,50', '1e3', ' 1', '1.0000001', '--1', 'NaN', '1234567890']) {
      expect(() => fromDecimal(wrong), wrong).toThrow(RangeError);
    }
    expect(() => toDecimal(0.5)).toThrow(RangeError);
    expect(() => toDecimal(Number.NaN)).toThrow(RangeError);
    expect([fromDecimal('-0.00'), fromDecimal('-0')]).toEqual([0, 0]);
  });

  it('reads as people write it', () => {
    expect([1_500_000, 500_000, 1, 0, -20_000, 10_000_000].map(toDecimal)).toEqual([
      '1.50',
      '0.50',
      '0.000001',
      '0.00',
      '-0.02',
      '10.00',
    ]);
  });
});
