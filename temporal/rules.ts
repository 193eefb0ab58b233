/** Numbers of the product's rules that an operator may set: lists of `name=value` in one variable, the rest stays as it is. */
import {
  STOP_THRESHOLDS,
  SUB_PROBLEM_COUNT,
  SUB_PROBLEMS_BY_TIER,
  type StopThresholds,
} from '@bo1/contracts/meeting/values';
import { BUDGET_MICROS, COST_NOTICES, type CostNotices, fromDecimal } from '@bo1/contracts/money/values';
import { z } from 'zod';

/**
 * A variable like `pro=2,enterprise=10`: overrides of `defaults` by name. What is wrong is said without repeating the text.
 * @param parse value of one name; null: it is refused
 */
function overridesOf<T extends Record<string, number>>(
  defaults: T,
  parse: (text: string, name: string) => number | null,
  error: string,
) {
  return z
    .string()
    .default('')
    .transform((text, context): T => {
      const pairs = text.split(',').map((pair) => pair.trim());
      const set = pairs.filter(Boolean).map((pair) => pair.split('=').map((half) => half.trim()));
      const read = set.map(
        ([name = '', value = '']) => [name, Object.hasOwn(defaults, name) ? parse(value, name) : null] as const,
      );
      if (set.every((halves) => halves.length === 2) && read.every(([, value]) => value !== null))
        return { ...defaults, ...Object.fromEntries(read) };
      context.addIssue({ code: 'custom', message: error });
      return z.NEVER;
    });
}

const within = (text: string, min: number, max: number): number | null => {
  const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
  return value >= min && value <= max ? value : null;
};
const wholeWithin = (text: string, min: number, max: number): number | null =>
  /^\d+$/.test(text) ? within(text, min, max) : null;

const dollars = (text: string): number | null =>
  /^\d{1,6}(\.\d{1,6})?$/.test(text) && fromDecimal(text) > 0 ? fromDecimal(text) : null;

/** Budget of one meeting by tier: dollars in the variable, micro-dollars in the program. */
export const budgetsVariable = overridesOf<Record<keyof typeof BUDGET_MICROS, number>>(
  { ...BUDGET_MICROS },
  dollars,
  'give dollars by tier, e.g. free=0.50,pro=2',
);

/** When admins are told of money: a share of the budget; dollars of a call or a meeting, micro-dollars in the program. */
export const costNoticesVariable = overridesOf(
  { budget: COST_NOTICES.budget_share, call: COST_NOTICES.call_micros, meeting: COST_NOTICES.meeting_micros },
  (text, name) => (name === 'budget' ? within(text, 0.01, 1) : dollars(text)),
  'give a share of the budget from 0.01 to 1 and dollars of a call and a meeting, e.g. budget=0.8,call=0.50,meeting=1',
).transform(({ budget, call, meeting }): CostNotices => ({
  budget_share: budget,
  call_micros: call,
  meeting_micros: meeting,
}));

/** How many parts a decision may be split into, by tier. */
export const subProblemsVariable = overridesOf<Record<keyof typeof SUB_PROBLEMS_BY_TIER, number>>(
  { ...SUB_PROBLEMS_BY_TIER },
  (text) => wholeWithin(text, SUB_PROBLEM_COUNT.min, SUB_PROBLEM_COUNT.max),
  `give parts by tier from ${SUB_PROBLEM_COUNT.min} to ${SUB_PROBLEM_COUNT.max}, e.g. pro=3`,
);

const flat = Object.fromEntries(
  Object.entries(STOP_THRESHOLDS).flatMap(([rule, numbers]) =>
    Object.entries(numbers)
      .filter((entry): entry is [string, number] => typeof entry[1] === 'number')
      .map(([name, value]) => [`${rule}.${name}`, value]),
  ),
);
/** Those that count rounds; the others are shares, 0–1. */
const ROUNDS = /\.(from_round|acknowledge_after|synthesise_after|rounds_running)$/;

/** Thresholds of the stopping rules, e.g. `consensus.agreement=0.95,exhausted.rounds_running=3`. */
export const stoppingVariable = overridesOf(
  flat,
  (text, name) => (ROUNDS.test(name) ? wholeWithin(text, 1, 6) : within(text, 0, 1)),
  `give shares from 0 to 1 or rounds from 1 to 6 by rule, e.g. consensus.agreement=0.95; there are ${Object.keys(flat).join(', ')}`,
).transform(
  (values): StopThresholds =>
    Object.fromEntries(
      Object.entries(STOP_THRESHOLDS).map(([rule, numbers]) => [
        rule,
        Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, values[`${rule}.${name}`] ?? value])),
      ]),
    ) as unknown as StopThresholds,
);
