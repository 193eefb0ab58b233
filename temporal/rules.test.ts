import { STOP_THRESHOLDS, SUB_PROBLEMS_BY_TIER } from '@bo1/contracts/meeting/values';
import { BUDGET_MICROS, COST_NOTICES } from '@bo1/contracts/money/values';
import { describe, expect, it, test } from 'vitest';
import { budgetsVariable, costNoticesVariable, stoppingVariable, subProblemsVariable } from './rules.ts';

it('is the usual numbers where nothing is set', () => {
  expect(budgetsVariable.parse(undefined)).toEqual(BUDGET_MICROS);
  expect(costNoticesVariable.parse(undefined)).toEqual(COST_NOTICES);
  expect(subProblemsVariable.parse(undefined)).toEqual(SUB_PROBLEMS_BY_TIER);
  expect(stoppingVariable.parse(undefined)).toEqual(STOP_THRESHOLDS);
});

it('changes what is named and nothing else', () => {
  expect(budgetsVariable.parse('pro=2.50, free=0.25')).toEqual({ ...BUDGET_MICROS, pro: 2_500_000, free: 250_000 });
  const noticed = { ...COST_NOTICES, budget_share: 0.5, meeting_micros: 2_500_000 };
  expect(costNoticesVariable.parse('budget=0.5,meeting=2.50')).toEqual(noticed);
  expect(subProblemsVariable.parse('pro=4')).toEqual({ ...SUB_PROBLEMS_BY_TIER, pro: 4 });
  const set = stoppingVariable.parse('consensus.agreement=0.95,exhausted.rounds_running=3');
  expect(set).toEqual({
    ...STOP_THRESHOLDS,
    consensus: { ...STOP_THRESHOLDS.consensus, agreement: 0.95 },
    exhausted: { ...STOP_THRESHOLDS.exhausted, rounds_running: 3 },
  });
});

describe('refuses, and says what to write instead', () => {
  test.each(['pro', 'pro=', 'pro=0', 'pro=-1', 'pro=free', 'gold=2', 'pro=2=3', 'pro=1e3', 'toString=1'])(
    '%s',
    (text) => {
      const refused = budgetsVariable.safeParse(text);
      expect(refused.error?.issues.map(({ message }) => message)).toEqual([
        'give dollars by tier, e.g. free=0.50,pro=2',
      ]);
    },
  );

  test.each(['pro=0', 'pro=5', 'pro=1.5'])('parts %s', (text) => {
    expect(subProblemsVariable.safeParse(text).success).toBe(false);
  });

  test.each(['budget=0', 'budget=80', 'call=0', 'month=5', 'call_micros=5'])('notices %s', (text) => {
    expect(costNoticesVariable.safeParse(text).error?.issues[0]?.message).toContain(
      'e.g. budget=0.8,call=0.50,meeting=1',
    );
  });

  test.each(['consensus.agreement=1.1', 'consensus=0.9', 'exhausted.rounds_running=0', 'early_exit.from_round=1.5'])(
    'threshold %s',
    (text) => {
      expect(stoppingVariable.safeParse(text).error?.issues[0]?.message).toContain('e.g. consensus.agreement=0.95');
    },
  );
});
