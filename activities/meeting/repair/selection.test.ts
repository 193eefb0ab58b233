import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answersOf } from '../testing/schema-arbitrary.ts';
import { selectTool } from '../tools/expert-selection.ts';
import { ASKED_FOR, repairSelection } from './selection.ts';

const has = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);
const check = <T>(answers: fc.Arbitrary<T>, holds: (answer: T) => void): void =>
  fc.assert(fc.property(answers, holds), { numRuns: 300 });

describe('every schema-valid choice of experts', () => {
  it('becomes a board of as many different voices as asked', () => {
    const catalogue = Array.from({ length: 12 }, (_, index) => ({
      code: `e${index}`,
      archetype: `a${index % 5}`,
      category: `c${index % 3}`,
      expertise: ['pricing', `field ${index}`],
    }));
    const count = fc.integer({ min: 3, max: 5 });
    const answers = count.chain((seats) =>
      fc.tuple(
        fc.constant(seats),
        answersOf(
          selectTool(
            catalogue.map((one) => one.code),
            seats,
          ),
        ),
      ),
    );
    check(answers, ([seats, answer]) => {
      const board = repairSelection(answer, { catalogue, count: seats, goal: 'Pricing of field 7' });
      expect(new Set(board.map((one) => one.candidate.code)).size).toBe(seats);
      expect(new Set(board.map((one) => one.candidate.archetype)).size).toBeGreaterThanOrEqual(Math.ceil(seats / 2));
      expect(board.every((one) => has(one.reason))).toBe(true);
      expect(repairSelection(answer, { catalogue, count: seats, goal: 'Pricing of field 7' })).toEqual(board);
    });
  });

  it('becomes a board with everybody who was wanted, as far as there are seats, and mixed beside them', () => {
    const catalogue = Array.from({ length: 12 }, (_, index) => ({
      code: `expert_${index}`,
      archetype: `archetype_${index % 4}`,
      category: `category_${index % 3}`,
      expertise: [`Field ${index}`],
    }));
    const codesOf = catalogue.map(({ code }) => code);
    const seats = fc.integer({ min: 3, max: 5 });
    const pinnedOf = fc.uniqueArray(fc.constantFrom(...codesOf), { maxLength: 5 });
    const answers = seats.chain((count) =>
      fc.tuple(fc.constant(count), pinnedOf, answersOf(selectTool(codesOf, count))),
    );
    check(answers, ([count, pinned, answer]) => {
      const board = repairSelection(answer, { catalogue, pinned, count, goal: 'Field 7' }).map((one) => one.candidate);
      const seated = board.map(({ code }) => code);
      expect(new Set(seated).size).toBe(count);
      expect(seated.filter((code) => pinned.includes(code))).toHaveLength(Math.min(pinned.length, count));
      const named = answer.experts.map(({ expert_code }) => expert_code).filter((code) => pinned.includes(code));
      for (const code of new Set(named)) expect(seated).toContain(code);
      const free = board.filter(({ code }) => !pinned.includes(code));
      for (const { archetype } of free)
        expect(board.filter((one) => one.archetype === archetype).length).toBeLessThanOrEqual(Math.ceil(count / 3));
    });
  });

  it('gives a seat to somebody wanted whom the model left out, and says why', () => {
    const catalogue = ['a', 'b', 'c', 'd'].map((code) => ({ code, archetype: code, category: 'x', expertise: ['y'] }));
    const answer = {
      experts: ['a', 'b', 'c'].map((expert_code) => ({ expert_code, reason: `Because ${expert_code}.` })),
    };
    const board = repairSelection(answer, { catalogue, pinned: ['d'], count: 3, goal: 'y' });
    expect(board.map(({ candidate, reason }) => [candidate.code, reason])).toEqual([
      ['a', 'Because a.'],
      ['b', 'Because b.'],
      ['d', ASKED_FOR],
    ]);
  });
});
