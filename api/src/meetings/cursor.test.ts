import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ProblemError } from '../problems/problem.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';

it('comes back as it was given out', () => {
  fc.assert(
    fc.property(fc.nat(4e12), fc.uuid({ version: 4 }), (time, uuid) => {
      const cursor = { createdAt: new Date(time), id: `bo1_${uuid}` };
      expect(decodeCursor(encodeCursor(cursor))).toEqual(cursor);
    }),
  );
});

it('is refused where it is not ours', () => {
  fc.assert(fc.property(fc.string(), (text) => void expect(() => decodeCursor(text)).toThrow(ProblemError)));
  expect(decodeCursor(undefined)).toBeUndefined();
});
