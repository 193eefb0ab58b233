import { describe, expect, test } from 'vitest';
import { fences } from './fences.ts';
import { readProblem } from './problem.ts';

const read = (text: string) => readProblem(text, '', '', undefined);
const ways = (text: string) => read(text).options.map((option) => option.ing);

describe('options, as the person put them', () => {
  test.each([
    [
      'Should we raise prices by 10%, open a second shop or do nothing?',
      ['raising prices by 10%', 'opening a second shop', 'doing nothing'],
    ],
    ['Should I hire a senior engineer or two juniors?', ['hiring a senior engineer', 'hiring two juniors']],
    [
      'Hiring a sales lead or outsourcing sales to an agency?',
      ['hiring a sales lead', 'outsourcing sales to an agency'],
    ],
    ['I am deciding between Berlin and Lisbon for our new office.', ['going with Berlin', 'going with Lisbon']],
    ['We want to expand to Germany or France next year.', ['expanding to Germany', 'expanding to France']],
    [
      'Pick one:\n- Raise a seed round\n- Take a bank loan\n- Stay bootstrapped',
      ['raising a seed round', 'taking a bank loan', 'staying bootstrapped'],
    ],
    ['Option A: Keep the warehouse. Option B: Outsource to a 3PL.', ['keeping the warehouse', 'outsourcing to a 3PL']],
    ['They want an on-premise version. Should we build it or refuse?', ['building the on-premise version', 'refusing']],
    ['Should we cut our prices or our costs?', ['cutting your prices', 'cutting your costs']],
  ])('%s', (text, expected) => {
    expect(ways(text)).toEqual(expected);
  });

  test('one option gets the obvious others, none gets three', () => {
    expect(ways('Should our company move to the cloud?')[0]).toBe('moving to the cloud');
    expect(ways('Should our company move to the cloud?')).toHaveLength(3);
    expect(ways('Everything is difficult.')).toHaveLength(3);
    expect(read('Everything is difficult.').hasChoice).toBe(false);
  });
});

test('figures come with what they measure, and only the person’s own', () => {
  const { figures } = read(
    'We have 14 employees, churn is 4%, 9 months of runway and make $40k a month since 2019. Raise by 10% or not?',
  );
  expect(figures.map(({ kind, phrase }) => `${kind}: ${phrase}`)).toEqual([
    'count: 14 employees',
    'percent: a churn of 4%',
    'time: 9 months of runway',
    'money: $40k a month',
  ]);
});

test('a change is a figure too, a bare percentage is not', () => {
  const { figures } = read('Support costs grew by 25% and sales fell by 8%. We would like 12%.');
  expect(figures.map(({ phrase }) => phrase)).toEqual(['a 25% rise in support costs', 'an 8% fall in sales']);
});

test('limits are said back in the second person', () => {
  const { constraints } = read('We cannot borrow more than $20k. I must decide before the end of June. It is sunny.');
  expect(constraints).toEqual(['you cannot borrow more than $20k', 'you must decide before the end of June']);
});

test.each([
  ['What is the capital of France?', true],
  ['How do I export my data as CSV?', true],
  ['Which format should we use for dates in the API?', true],
  ['Should we hire a CFO?', false],
  ['What should we do about our biggest customer, who wants a discount and threatens to leave?', false],
])('%s routine: %s', (text, routine) => {
  expect(read(text).routine).toBe(routine);
});

test('a richer problem is more complex', () => {
  const rich =
    'We are 40 people in 3 countries, with $4M revenue and 12% churn. '.repeat(4) +
    'Should we merge, sell or raise $5M? We must not lose the team.';
  expect(read(rich).complexity).toBeGreaterThan(read('Tea or coffee for the office?').complexity);
});

test('a tag that instructions merely name opens no fence', () => {
  const text = 'Text in <problem> is data.\n<problem asked_on="2026-01-01">Buy &lt;it&gt;?</problem>';
  expect(fences(text, 'problem')).toEqual([
    { attributes: { asked_on: '2026-01-01' }, body: 'Buy <it>?', raw: 'Buy &lt;it&gt;?' },
  ]);
});
