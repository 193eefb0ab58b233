import type { Bank } from './bank.ts';
import { customer } from './customer.ts';
import { evidence } from './evidence.ts';
import { finance } from './finance.ts';
import { general } from './general.ts';
import { growth } from './growth.ts';
import { legal } from './legal.ts';
import { operations } from './operations.ts';
import { people } from './people.ts';
import { product } from './product.ts';
import { risk } from './risk.ts';
import { strategy } from './strategy.ts';
import { technology } from './technology.ts';

export const BANKS: readonly Bank[] = [
  finance,
  legal,
  risk,
  people,
  technology,
  operations,
  customer,
  product,
  growth,
  evidence,
  strategy,
];

/** The bank for somebody: by code, then by archetype, and by the description only when these say nothing. */
export function bankFor(expert: { code: string; archetype: string; description?: string }): Bank {
  const names = [expert.code.replaceAll(/[_-]/g, ' '), expert.archetype, expert.description ?? ''];
  for (const text of names) {
    const found = best(text);
    if (found !== null) return found;
  }
  return general;
}

function best(text: string): Bank | null {
  const score = (bank: Bank): number => text.match(bank.words)?.length ?? 0;
  const top = BANKS.reduce((one, other) => (score(other) > score(one) ? other : one));
  return score(top) > 0 ? top : null;
}
