import type { FigureKind } from '../../../prompt/facts.ts';
import type { ProblemKind } from '../../../prompt/kinds.ts';
import type { Bank } from './bank.ts';
import { general } from './general.ts';

/** Words of a trade, out of place where somebody decides about their own life. */
const TRADE =
  /\b(?:customers?|sales?|sells?|selling|revenue|invoices?|payments?|receipts?|growth|market\w*|business|company|owner|firm|staff|team|hire[ds]?|suppliers?|support|features?|prices?|margins?|offers?|orders?|brand|competitors?|tranches?|users?|demand|product\w*|prospects?|engineers?|code|deploy\w*|roadmap|employ\w*|management|vendors?|contracts?|investors?|churn|newcomers|spend|return|pay you)\b/i;
const FEWEST = 6;

const fits = (text: string): boolean => !TRADE.test(text);

/** A bank as it speaks about a kind of problem: in private matters without the words of a trade. */
export function fitting(bank: Bank, kind: ProblemKind): Bank {
  if (!kind.isPrivate) return bank;
  const some = (own: readonly string[], others: readonly string[], fewest: number): readonly string[] => {
    const kept = own.filter(fits);
    return kept.length >= fewest
      ? kept
      : [...kept, ...others.filter((text) => fits(text) && !text.includes('{craft}')).slice(0, fewest - kept.length)];
  };
  const figured = Object.entries(bank.figured).map(([of, texts]) => [of, texts.filter(fits)] as const);
  return {
    ...bank,
    watch: fits(bank.watch) ? bank.watch : 'who carries the consequences, and whether they were asked',
    concern: fits(bank.concern) ? bank.concern : 'the everyday side',
    openers: some(bank.openers, general.openers, 1),
    points: some(bank.points, general.points, FEWEST),
    figured: Object.fromEntries(figured.filter(([, texts]) => texts.length > 0)) as Partial<
      Record<FigureKind, readonly string[]>
    >,
    conditions: some(bank.conditions, general.conditions, 2),
    risks: some(bank.risks, general.risks, 2),
  };
}
