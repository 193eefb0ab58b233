import fc from 'fast-check';
import { expect, test } from 'vitest';
import { detailsOf, differInDetail } from './details.ts';

const differ = (one: string, other: string) => differInDetail(detailsOf(one), detailsOf(other));

test.each([
  ['Raise the price by 5 percent.', 'Raise the price by 15 percent.'],
  ['Hire two engineers first.', 'Hire 4 engineers first.'],
  ['Sales were higher on Monday.', 'Sales were higher on Friday.'],
  ['The lease ends in June.', 'The lease ends in October.'],
  ['Churn went up after the change.', 'Churn went down after the change.'],
  ['I support the second site.', 'I oppose the second site.'],
  ['The bank will accept this.', 'The bank will not accept this.'],
  ['There is a rule against this.', "There's no rule against it."],
  ['Being late isnt a breach.', 'Being late is a breach.'],
  ['The landlord opens the gate at seven.', 'The gate was closed by the landlord at seven.'],
  ['The board continues the ban on travel.', 'The board is lifting the ban on travel.'],
  ['Growth is strongest in the east.', 'Growth is strongest in the west.'],
  ['Rent rises by 5 percent to 1,200 euros.', 'Rent rises by 7 percent to 1,300 euros.'],
  ['Take the red van in spring.', 'Take the red van in autumn.'],
])('%s / %s', (one, other) => {
  expect(differ(one, other)).toBe(true);
  expect(differ(other, one)).toBe(true);
});

test.each([
  ['The lease ends in June.', 'In June our lease runs out.'],
  ['It costs 1,200 euros, or 3 percent.', 'It costs 1200 euros.'],
  ['Five of nine would leave.', 'Of 9 customers 5 would leave.'],
  ['We need a pilot before the rollout.', 'A pilot is needed first.'],
  ['We do not know how many would pay.', 'How many would pay is unknown.'],
  ['Sales go up and down.', 'Sales go down and up.'],
  ['They gave no details of the loan.', 'They declined to give details of the loan.'],
  ['He was blamed for not answering.', 'He was blamed for failing to answer.'],
  ['It sold for $1.0 bn in 2024 and 2025.', 'In 2024 and 2025 it sold for $1 billion.'],
  ['The rent is 1,200 euros, 5 percent more than in 2025.', 'The rent of 1,200 euros is 5 percent up.'],
])('the same: %s / %s', (one, other) => expect(differ(one, other)).toBe(false));

test('it is symmetric, and nothing differs from itself', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (one, other) => {
      expect(differ(one, other)).toBe(differ(other, one));
      expect(differ(one, one)).toBe(false);
    }),
  );
});
