import {
  ASPECT_DEPTHS,
  ASPECTS,
  type RoundSignals,
  STOP_THRESHOLDS,
  type StopRule,
} from '@bo1/contracts/meeting/values';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Deliberation, decideAfterRound } from './stopping.ts';

const DEEP = Object.fromEntries(ASPECTS.map((aspect) => [aspect, 'deep'])) as RoundSignals['aspects'];
const TOUCHED = Object.fromEntries(ASPECTS.map((aspect) => [aspect, 'touched'])) as RoundSignals['aspects'];

const signals = (part: Partial<RoundSignals>): RoundSignals => ({
  agreement: 0.5,
  conflict: 0.5,
  novelty: 0.9,
  aspects: TOUCHED,
  ...part,
});
const after = (rounds: Partial<RoundSignals>[], part: Partial<Deliberation> = {}) =>
  decideAfterRound({
    rounds: rounds.map(signals),
    max_rounds: 6,
    time_is_up: false,
    budget_is_up: false,
    participation: 1,
    targeted_before: false,
    ...part,
  });
const stop = (rule: StopRule) => ({ kind: 'stop', rule });
const go = { kind: 'continue' };

test('thresholds that are set take the place of the usual ones', () => {
  const state = {
    rounds: [signals({ agreement: 0.93, novelty: 0.1 })],
    max_rounds: 6,
    time_is_up: false,
    budget_is_up: false,
    participation: 1,
    targeted_before: false,
  };
  expect(decideAfterRound(state)).toEqual(stop('consensus'));
  const consensus = { ...STOP_THRESHOLDS.consensus, agreement: 0.95 };
  expect(decideAfterRound(state, { ...STOP_THRESHOLDS, consensus })).toEqual(go);
});

describe('each rule, at its edge', () => {
  test('max rounds', () => {
    expect(after([{}, {}, {}], { max_rounds: 3 })).toEqual(stop('max_rounds'));
    expect(after([{}, {}], { max_rounds: 3 })).toEqual(go);
  });

  test('consensus', () => {
    expect(after([{ agreement: 0.91, novelty: 0.15 }])).toEqual(stop('consensus'));
    expect(after([{ agreement: 0.9, novelty: 0.15 }])).toEqual(go);
    expect(after([{ agreement: 0.95, novelty: 0.16 }])).toEqual(go);
    expect(after([{ agreement: 0.95, novelty: 0 }], { participation: 0.6 })).toEqual(stop('consensus'));
    expect(after([{ agreement: 0.95, novelty: 0 }], { participation: 0.59 })).toEqual(go);
  });

  test('early exit, from the second round', () => {
    expect(after([{}, { agreement: 0.86, novelty: 0.29 }])).toEqual(stop('early_exit'));
    expect(after([{ agreement: 0.86, novelty: 0.29 }])).toEqual(go);
    expect(after([{}, { agreement: 0.85, novelty: 0.29 }])).toEqual(go);
    expect(after([{}, { agreement: 0.86, novelty: 0.3 }])).toEqual(go);
  });

  test('stalled disagreement: acknowledged after two rounds, ended after three', () => {
    const stalled = { conflict: 0.71, novelty: 0.39 };
    expect(after([stalled])).toEqual(go);
    expect(after([stalled, stalled])).toEqual({ kind: 'acknowledge_impasse' });
    expect(after([stalled, stalled, stalled])).toEqual(stop('stalled_disagreement'));
    expect(after([stalled, {}, stalled])).toEqual(go);
    expect(after([stalled, { conflict: 0.7, novelty: 0.39 }])).toEqual(go);
    expect(after([stalled, { conflict: 0.71, novelty: 0.4 }])).toEqual(go);
  });

  test('exhausted: twice running, also without consensus', () => {
    expect(after([{ novelty: 0.14 }, { novelty: 0.14 }])).toEqual(stop('exhausted'));
    expect(after([{ novelty: 0.14 }, { novelty: 0.15 }])).toEqual(go);
    expect(after([{ novelty: 0 }, { novelty: 0.5 }, { novelty: 0 }])).toEqual(go);
  });

  test('coverage: all touched, risks and objectives deep', () => {
    const deep = { ...TOUCHED, risks: 'deep', objectives: 'deep' } as const;
    expect(after([{ novelty: 0.29, aspects: deep }])).toEqual(stop('coverage'));
    expect(after([{ novelty: 0.3, aspects: deep }])).toEqual(go);
    expect(after([{ novelty: 0.29, aspects: { ...deep, risks: 'touched' } }])).toEqual(go);
    expect(after([{ novelty: 0.29, aspects: { ...deep, stakeholders: 'none' } }])).toEqual(go);
  });

  test('agreement without risks or objectives is one targeted round instead, once', () => {
    const round = { agreement: 0.95, novelty: 0, aspects: { ...TOUCHED, risks: 'none', objectives: 'none' } as const };
    expect(after([round])).toEqual({ kind: 'targeted_round', missing_aspects: ['risks', 'objectives'] });
    expect(after([round, round], { targeted_before: true })).toEqual(stop('consensus'));
    expect(after([round], { max_rounds: 1 })).toEqual(stop('max_rounds'));
  });

  test('novelty that was not measured satisfies no rule; a measured 0 does', () => {
    expect(
      after([
        { agreement: 1, novelty: null, aspects: DEEP },
        { agreement: 1, novelty: null },
      ]),
    ).toEqual(go);
    expect(after([{ agreement: 1, novelty: 0 }])).toEqual(stop('consensus'));
  });
});

test('the order decides between rules that hold at once', () => {
  const everything = { agreement: 1, conflict: 1, novelty: 0, aspects: DEEP };
  const rounds = [everything, everything, everything];
  expect(after(rounds, { time_is_up: true, budget_is_up: true, max_rounds: 3 })).toEqual(stop('hard_cap'));
  expect(after(rounds, { budget_is_up: true, max_rounds: 3 })).toEqual(stop('max_rounds'));
  expect(after(rounds, { budget_is_up: true })).toEqual(stop('budget'));
  expect(after(rounds)).toEqual(stop('consensus'));
  const exit = { ...everything, agreement: 0.89 };
  expect(after([exit, exit, exit])).toEqual(stop('early_exit'));
  const stalled = { ...everything, agreement: 0.5 };
  expect(after([stalled, stalled, stalled])).toEqual(stop('stalled_disagreement'));
  const exhausted = { ...stalled, conflict: 0 };
  expect(after([exhausted, exhausted])).toEqual(stop('exhausted'));
  expect(after([exhausted])).toEqual(stop('coverage'));
});

test('any signals bring a deliberation to an end within its rounds', () => {
  const unit = fc.float({ min: 0, max: 1, noNaN: true });
  const anySignals = fc.record({
    agreement: unit,
    conflict: unit,
    novelty: fc.option(unit),
    aspects: fc.record(Object.fromEntries(ASPECTS.map((aspect) => [aspect, fc.constantFrom(...ASPECT_DEPTHS)]))),
  }) as fc.Arbitrary<RoundSignals>;
  fc.assert(
    fc.property(fc.array(anySignals, { minLength: 6, maxLength: 6 }), fc.integer({ min: 1, max: 6 }), (all, max) => {
      let targeted = 0;
      for (let round = 1; round <= 6; round += 1) {
        const verdict = decideAfterRound({
          rounds: all.slice(0, round),
          max_rounds: max,
          time_is_up: false,
          budget_is_up: false,
          participation: 1,
          targeted_before: targeted > 0,
        });
        if (verdict.kind === 'stop') return round <= max && targeted <= 1;
        if (verdict.kind === 'targeted_round') targeted += 1;
      }
      return false;
    }),
  );
});
