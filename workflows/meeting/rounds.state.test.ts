import type { RoundSignals } from '@bo1/contracts/meeting/values';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Rounds } from './rounds.state.ts';
import { expertCount, phaseOf, roundCount } from './rules/size.ts';

const ROUNDS = 10_000;

test(`each of ${ROUNDS} rounds has exactly one turn for each expert, and the first speaker changes`, () => {
  let held = 0;
  const boards = fc.record({
    experts: fc.array(fc.string({ minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 8 }),
    count: fc.integer({ min: 1, max: 6 }),
    // Rounds that are opened and left, as by a worker that dies, before they are held.
    left: fc.array(fc.boolean(), { maxLength: 6 }),
  });
  fc.assert(
    fc.property(boards, ({ experts, count, left }) => {
      const rounds = new Rounds(0, experts, count);
      const distinct = [...new Set(experts)];
      const openers = new Set<string>();
      for (let round = 1; round <= count; round += 1) {
        if (left[round - 1]) rounds.next();
        const opening = rounds.next();
        const turns = rounds.turns(opening);
        const speakers = turns.map((turn) => turn.expert_code);
        if (speakers.toSorted().join('\n') !== distinct.toSorted().join('\n')) return false;
        if (turns.some((turn) => turn.round !== round || turn.max_rounds !== count)) return false;
        openers.add(opening.experts[0]!);
        rounds.close(opening);
        held += 1;
      }
      return openers.size === Math.min(count, distinct.length);
    }),
    { numRuns: ROUNDS / 2, interruptAfterTimeLimit: 60_000, markInterruptAsFailure: true },
  );
  expect(held).toBeGreaterThanOrEqual(ROUNDS);
  console.log(`» contributions per expert per round: exactly 1 in ${held} rounds of the round state`);
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

test('a limit that ends the rounds when the disagreement has just stalled leaves an impasse to be named', () => {
  const stalled = { agreement: 0.2, conflict: 0.8, novelty: 0.1, aspects: {} } as RoundSignals;
  const held = (...signals: RoundSignals[]) => {
    const rounds = new Rounds(0, ['cfo', 'cmo'], signals.length);
    let last = rounds.next();
    for (const signal of signals) {
      last = rounds.next();
      rounds.close(last);
      rounds.judged(signal);
    }
    return { rounds, last };
  };
  const open = { ...stalled, novelty: 0.9 };
  const stuck = held(open, stalled, stalled);
  expect(stuck.rounds.stalledUnsaid(stuck.last, 'max_rounds')).toBe(true);
  expect(stuck.rounds.stalledUnsaid(stuck.last, 'consensus')).toBe(false);
  // The round that the budget refused was not held; what stood before it was said then.
  expect(stuck.rounds.stalledUnsaid(stuck.rounds.next(), 'budget')).toBe(false);
  const lively = held(stalled, open, stalled);
  expect(lively.rounds.stalledUnsaid(lively.last, 'max_rounds')).toBe(false);
  const named = held(stalled, stalled, stalled);
  expect(named.rounds.stalledUnsaid(named.last, 'max_rounds')).toBe(false);
});
