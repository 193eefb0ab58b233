import fc from 'fast-check';
import { expect, it } from 'vitest';
import { queryKey, searchable } from './query.ts';

it('is one line without operators and addresses', () => {
  expect(searchable('"churn"  site:example.com -price\nask me@firm.example or https://firm.example/x?a=1')).toBe(
    'churn example.com price ask or',
  );
});

it('is the same however it is written', () => {
  expect(queryKey('brave', 'Churn, after price increase')).toBe(queryKey('brave', 'price increase: CHURN after'));
  expect(queryKey('brave', 'churn')).not.toBe(queryKey('other', 'churn'));
});

it('never grows by cleaning twice', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      const once = searchable(text);
      expect(once).not.toMatch(/[\n"]/);
      expect(queryKey('x', searchable(once))).toBe(queryKey('x', once));
    }),
  );
});
