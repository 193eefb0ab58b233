import type { RunLimits, Tier } from '@bo1/contracts/meeting/values';
import type { CostNotices } from '@bo1/contracts/money/values';
import type { ModelRole, PriceTable } from './llm.ts';

/** What a process was started with, as far as activities need it. Pinned to a run where it shapes prompts or money. */
export interface Settings {
  /** Models by provider and role; names as the vendor spells them. */
  models: Record<string, Record<ModelRole, string>>;
  prices: PriceTable;
  limits: Pick<RunLimits, 'max_rounds' | 'hard_limit_ms' | 'liveness_ms' | 'shared_queue' | 'stopping'>;
  /** Budget of one meeting, in micro-dollars, for meetings that begin. */
  budgets: Record<Tier, number>;
  /** When admins are told of a meeting's money; absent: as usual. */
  cost_notices?: CostNotices;
  /** Parts that a decision may be split into. */
  sub_problems: Record<Tier, number>;
  /** Longest time for one call of the model, in ms. */
  call_timeout_ms: number;
  /** How long calls wait for the first one with their prompt's prefix, in ms; 0: not at all. */
  prefix_wait_ms: number;
  /** How long an answer of the web's search serves other meetings too, in ms; absent: not at all. */
  search_cache_ms?: number;
  /** True where a simulator answers for the vendor. */
  simulated: boolean;
}
