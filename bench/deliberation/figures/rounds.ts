import { Rounds } from '@bo1/workflows/meeting/rounds.state';
import fc from 'fast-check';
import { type Figure } from '../figure.ts';
import type { Observation } from '../observe.ts';

const BY_PROPERTY = 10_000;

/** One contribution an expert a round: by property on the round's state, and as the tables have it after real meetings. */
export function oneTurnEach(boards: readonly Observation[], least: number): Figure[] {
  return [byProperty(), byMeetings(boards, least)];
}

function byProperty(): Figure {
  let rounds = 0;
  let wrong = 0;
  const codes = fc.array(fc.string({ minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 7 });
  const board = fc.tuple(codes, fc.integer({ min: 1, max: 6 }), fc.array(fc.boolean(), { maxLength: 6 }));
  for (const [experts, most, unclosed] of fc.sample(board, { numRuns: BY_PROPERTY, seed: 4 })) {
    const state = new Rounds(0, experts, most);
    for (let round = 1; round <= most; round++) {
      // A round may be opened and left, as after a kill, before it is held.
      if (unclosed[round - 1]) state.next();
      const opening = state.next();
      const turns = state.turns(opening).map((turn) => turn.expert_code);
      rounds += 1;
      if (opening.round !== round || !sameMembers(turns, [...new Set(experts)])) wrong += 1;
      state.close(opening);
    }
    if (rounds >= BY_PROPERTY) break;
  }
  return {
    figure: 'contributions per expert per round, by property',
    required: 'exactly 1',
    measured: wrong === 0 ? 'exactly 1' : `${wrong} rounds differ`,
    n: `${rounds} rounds`,
    met: wrong === 0,
  };
}

function byMeetings(boards: readonly Observation[], least: number): Figure {
  const held = boards.flatMap((board) =>
    board.rounds.filter(({ signals }) => signals !== null).map((round) => ({ ...round, experts: board.experts })),
  );
  const wrong = held.filter(
    ({ spoke, opened, experts }) => !sameMembers(spoke, experts) || !sameMembers(opened, experts),
  );
  return {
    figure: 'contributions per expert per round, in meetings',
    required: 'exactly 1',
    measured: wrong.length === 0 ? 'exactly 1' : `${wrong.length} rounds differ`,
    n: `${held.length} rounds (≥ ${least})`,
    met: wrong.length === 0 && held.length >= least,
  };
}

const sameMembers = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && [...some].sort().join('\n') === [...others].sort().join('\n');
