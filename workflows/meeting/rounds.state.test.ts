import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Rounds } from './rounds.state.ts';
import { expertCount, phaseOf, roundCount } from './rules/size.ts';

test('every round has one turn for each expert, and the first speaker changes', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('cfo', 'cmo', 'coo', 'cto', 'cpo'), { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 1, max: 6 }),
      (experts, count) => {
        const rounds = new Rounds(0, experts, count);
        const distinct = [...new Set(experts)];
        const openers: string[] = [];
        for (let round = 1; round <= count; round += 1) {
          const opening = rounds.next();
          expect(opening).toMatchObject({ round, max_rounds: count });
          expect(
            rounds
              .turns(opening)
              .map((turn) => turn.expert_code)
              .toSorted(),
          ).toEqual(distinct.toSorted());
          openers.push(opening.experts[0]!);
          rounds.close(opening);
        }
        expect(new Set(openers).size).toBe(Math.min(count, distinct.length));
      },
    ),
  );
});

test('a round that was not closed was not held', () => {
  const rounds = new Rounds(0, ['cfo', 'cmo', 'coo'], 4);
  rounds.next();
  expect(rounds.held).toBe(0);
  expect(rounds.next().round).toBe(1);
});

test('the size of a deliberation follows from its complexity', () => {
  expect([1, 2, 3, 6, 7, 10].map(expertCount)).toEqual([3, 3, 4, 4, 5, 5]);
  expect([1, 2, 3, 4, 5, 6, 7, 10].map((it) => roundCount(it, { max_rounds: 6 }))).toEqual([3, 3, 4, 4, 5, 5, 6, 6]);
  expect(roundCount(10, { max_rounds: 3 })).toBe(3);
});

test('phases by thirds', () => {
  const phases = (rounds: number) =>
    Array.from({ length: rounds }, (_, i) => phaseOf(i + 1, rounds).slice(0, 2)).join(' ');
  expect(phases(1)).toBe('ex');
  expect(phases(3)).toBe('ex ch co');
  expect(phases(4)).toBe('ex ex ch co');
  expect(phases(6)).toBe('ex ex ch ch co co');
});
