import { toDecimal } from '@bo1/contracts/money/values';
import type { ContributionSpending, PartSpending, TemplateSpending } from '@bo1/contracts/spending/schema';
import { SPENDING_PARTS, type SpendingPart } from '@bo1/contracts/spending/values';

/** What the sums need of an attempt. */
export interface Spent {
  callKey: string;
  /** `<template>@<version>` */
  templateVersion: string;
  state: string;
  costMicros: bigint;
  inputTokens: number;
  outputTokens: number;
  cacheReadTokens: number;
  cacheWriteTokens: number;
}

type Tokens = Pick<Spent, 'inputTokens' | 'cacheReadTokens' | 'cacheWriteTokens'>;
/** All of the input, however it was billed: what a prompt weighs. */
const inputOf = (one: Tokens): number => one.inputTokens + one.cacheReadTokens + one.cacheWriteTokens;
const total = <T>(all: readonly T[], of: (one: T) => number): number => all.reduce((sum, one) => sum + of(one), 0);
const costOf = (all: readonly Spent[]): string => toDecimal(all.reduce((sum, one) => sum + one.costMicros, 0n));
const closed = (all: readonly Spent[]): Spent[] => all.filter(({ state }) => state !== 'reserved');

/** `contribute@3` → its name and version. */
export function splitTemplate(templateVersion: string): { template: string; template_version: string } {
  const at = templateVersion.lastIndexOf('@');
  if (at < 0) return { template: templateVersion, template_version: '' };
  return { template: templateVersion.slice(0, at), template_version: templateVersion.slice(at + 1) };
}

/** Vectors have no cache to read from. */
const isPrompt = ({ templateVersion }: Pick<Spent, 'templateVersion'>): boolean =>
  splitTemplate(templateVersion).template !== 'embed';

/** Share of the prompts' input that was read from the cache, 0–1; null where nothing was sent. */
export function cacheHitRate(attempts: readonly (Tokens & Pick<Spent, 'templateVersion'>)[]): number | null {
  const prompts = attempts.filter(isPrompt);
  const input = total(prompts, inputOf);
  return input === 0 ? null : total(prompts, (one) => one.cacheReadTokens) / input;
}

/** Closed attempts by prompt template, the dearest first. */
export function byTemplate(attempts: readonly Spent[]): TemplateSpending[] {
  const groups = Map.groupBy(closed(attempts), (one) => splitTemplate(one.templateVersion).template);
  return [...groups]
    .map(([template, all]) => ({
      template,
      ...sumsOf(all),
      input_mean: Math.round(total(all, inputOf) / all.length),
      input_max: Math.max(...all.map(inputOf)),
    }))
    .toSorted((a, b) => Number(b.cost) - Number(a.cost) || (a.template < b.template ? -1 : 1));
}

const sumsOf = (all: readonly Spent[]) => ({
  attempts: all.length,
  cost: costOf(all),
  input_tokens: total(all, (one) => one.inputTokens),
  output_tokens: total(all, (one) => one.outputTokens),
  cache_read_tokens: total(all, (one) => one.cacheReadTokens),
  cache_write_tokens: total(all, (one) => one.cacheWriteTokens),
});

/** A contribution beside the answer that it came from. */
export type Contributed = Omit<ContributionSpending, keyof ReturnType<typeof sumsOf>>;

/** Contributions with all attempts of their calls, those that died included. */
export function byContribution(said: readonly Contributed[], attempts: readonly Spent[]): ContributionSpending[] {
  const calls = Map.groupBy(closed(attempts), ({ callKey }) => callKey);
  return said.map((one) => ({ ...one, ...sumsOf(calls.get(one.call_key) ?? []) }));
}

interface Place {
  part: SpendingPart;
  sub_problem_index: number | null;
  round: number | null;
}

/** Where in the meeting a call belongs, from its key: `sp0/r2/cfo/contribute` is round 2 of the first sub-problem. */
export function placeOf(callKey: string): Place {
  const match = /^sp(\d+)\/(?:r(\d+)\/|(select)(?:\/|$))?/.exec(callKey);
  if (!match)
    return { part: /^synthesis/.test(callKey) ? 'synthesis' : 'opening', sub_problem_index: null, round: null };
  const [, index, round, selects] = match;
  const part = round !== undefined ? 'round' : selects !== undefined ? 'selection' : 'closing';
  return { part, sub_problem_index: Number(index), round: round === undefined ? null : Number(round) };
}

/** Closed attempts by where they belong: what comes before the boards, each board in its order, what comes over all. */
export function byPart(attempts: readonly Spent[]): PartSpending[] {
  const groups = Map.groupBy(closed(attempts), ({ callKey }) => JSON.stringify(placeOf(callKey)));
  return [...groups]
    .map(([place, all]) => ({ ...(JSON.parse(place) as Place), attempts: all.length, cost: costOf(all) }))
    .toSorted((a, b) => order(a) - order(b));
}

/** Opening first, synthesis last, boards between: by index, then selection, rounds, closing. */
function order({ part, sub_problem_index, round }: Place): number {
  if (sub_problem_index === null) return part === 'opening' ? -1 : Number.MAX_SAFE_INTEGER;
  return sub_problem_index * 10_000 + SPENDING_PARTS.indexOf(part) * 1_000 + (round ?? 0);
}
