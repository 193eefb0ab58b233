import { expect, it } from 'vitest';
import { correlationIdFrom } from './correlation.ts';

it('takes a well-formed id and makes one in place of anything else', () => {
  expect(correlationIdFrom('web-7f3a:1_x.y')).toBe('web-7f3a:1_x.y');
  for (const odd of [undefined, '', 'short', 'has space', 'x'.repeat(129), '-leading', 'a\nb-injected', ['a', 'b']]) {
    expect(correlationIdFrom(odd)).toMatch(/^[0-9a-f-]{36}$/);
  }
});
