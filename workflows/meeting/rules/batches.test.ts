import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planBatches } from './batches.ts';

const plan = (index: number, ...depends_on: number[]) => ({ index, complexity: 5, depends_on });

test('independent sub-problems run together, dependent ones after what they need', () => {
  expect(planBatches([plan(0), plan(1), plan(2, 0, 1), plan(3, 2)])).toEqual({
    execution_batches: [[0, 1], [2], [3]],
    fell_back_to_sequence: false,
  });
});

test.each([[[plan(0, 1), plan(1, 0)]], [[plan(0), plan(1, 1)]]])('a cycle becomes a sequence', (plans) => {
  expect(planBatches(plans)).toEqual({ execution_batches: [[0], [1]], fell_back_to_sequence: true });
});

test('a dependency on nothing is ignored', () => {
  expect(planBatches([plan(0, 7)]).execution_batches).toEqual([[0]]);
});

test('whatever depends on whatever: each runs once, and after what it needs unless there is a cycle', () => {
  const plans = fc
    .integer({ min: 1, max: 4 })
    .chain((count) =>
      fc.tuple(
        ...Array.from({ length: count }, (_, index) =>
          fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 4 }).map((depends_on) => plan(index, ...depends_on)),
        ),
      ),
    );
  fc.assert(
    fc.property(plans, (given) => {
      const { execution_batches, fell_back_to_sequence } = planBatches(given);
      expect(execution_batches.flat().toSorted()).toEqual(given.map(({ index }) => index));
      if (fell_back_to_sequence) return;
      const batchOf = (index: number) => execution_batches.findIndex((batch) => batch.includes(index));
      for (const { index, depends_on } of given) {
        for (const other of depends_on) if (other < given.length) expect(batchOf(other)).toBeLessThan(batchOf(index));
      }
    }),
  );
});
