import { expect, test } from 'vitest';
import { isEnglish } from './language.ts';
import { optionsOf } from './options.ts';
import { readProblem } from './problem.ts';
import { PROBLEMS } from './problems-testing.ts';
import { sentencesOf } from './sentences.ts';

const read = (text: string, context = '') => readProblem(text, context, '', undefined);

test.each(PROBLEMS)('%s', (problem, title, ways) => {
  expect(optionsOf(problem).map((option) => option.do)).toEqual(ways);
  expect(read(problem).title).toBe(title);
  expect(read(problem).options.length).toBeGreaterThanOrEqual(2);
});

test('what is left open is filled with ways that fit the question', () => {
  const ways = (problem: string) => read(problem).options.map((option) => option.do);
  expect(ways('How much should we charge for our workshop?')).toContain('test two figures side by side');
  expect(ways('What should we do about our biggest customer, who wants a discount?')[0]).toBe(
    'deal with your biggest customer now',
  );
  expect(ways('Should we let Tom go?')).toContain('talk it over and decide in three months');
  expect(ways('Should we offer delivery?')).toContain('try it on a small scale first');
});

test('a business profile gives figures, never a limit with its label', () => {
  const profile = `<item kind="business_profile" label="Business profile">
goals: Reach 2 million euro in revenue by the end of 2027, without investors
constraints: No hires before March; budget of 30,000 euro
team: 14 employees
</item>
<item kind="answer" label="Deadline">We must decide before the end of June.</item>`;
  const { constraints, figures } = read('Should we open a second shop?', profile);
  expect(constraints).toEqual(['you must decide before the end of June']);
  expect(figures.map(({ phrase }) => phrase)).toEqual([
    '2 million euro in revenue',
    'a budget of 30,000 euro',
    '14 employees',
  ]);
});

test('limits are main clauses; opinions and the choice itself bind nobody', () => {
  const limits = (text: string) => read(text).constraints;
  expect(limits('We cannot decide whether to stay.')).toEqual([]);
  expect(limits('I think we should never sell.')).toEqual([]);
  expect(limits('I am 58, I run half marathons and my practice cannot do without me before summer.')).toEqual([
    'your practice cannot do without you before summer',
  ]);
  expect(limits('The bank will not lend us more than 150k.')).toEqual(['the bank will not lend you more than 150k']);
});

test('hours, ages and shares of a split are no figures; an amount in another language is', () => {
  expect(read('I am 41 and we close at 9 pm. The split is 50/50 and they pay 14,000 dollars.').figures).toEqual([
    { kind: 'money', phrase: '14,000 dollars' },
  ]);
  expect(read('Wir haben 8 Leute und sollen 90.000 Euro zahlen. Kaufen oder leasen?').figures).toEqual([
    { kind: 'money', phrase: '90.000 Euro' },
  ]);
});

test('sentences end where people mean them to', () => {
  expect(sentencesOf('it is fine. we ask approx. 30 people vs. ten')).toEqual([
    'it is fine.',
    'we ask approx. 30 people vs. ten',
  ]);
  expect(isEnglish('Should we buy the hall?')).toBe(true);
  expect(isEnglish('Sollen wir das Haus kaufen oder mieten?')).toBe(false);
  expect(isEnglish('Hiring')).toBe(true);
});
