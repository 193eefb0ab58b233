import type { ExpertTurn, FacilitatorTurn, RoundOpening, RoundRef } from '@bo1/activities/meeting/types';
import {
  type Aspect,
  FACILITATION_LIMITS,
  type FacilitatorAction,
  type RoundSignals,
  type StopRule,
  type StopThresholds,
} from '@bo1/contracts/meeting/values';
import { phaseOf } from './rules/size.ts';
import { decideAfterRound, justStalled, type Verdict } from './rules/stopping.ts';

/** Rules that say nothing of where the board stands. */
const LIMITS: ReadonlySet<StopRule> = new Set(['hard_cap', 'max_rounds', 'budget']);

/**
 * The rounds of one sub-problem. A round has one turn for each distinct expert, made here and nowhere else: nobody speaks
 * twice in a round or is left out.
 */
export class Rounds {
  readonly max_rounds: number;
  readonly #index: number;
  readonly #experts: readonly string[];
  readonly #thresholds: StopThresholds | undefined;
  readonly #signals: RoundSignals[] = [];
  readonly #decisions: FacilitatorAction[] = [];
  #held = 0;
  #targetedBefore = false;

  /** @param thresholds of the stopping rules; default: DOMAIN's */
  constructor(subProblemIndex: number, experts: readonly string[], maxRounds: number, thresholds?: StopThresholds) {
    this.#thresholds = thresholds;
    this.#index = subProblemIndex;
    this.#experts = [...new Set(experts)];
    this.max_rounds = maxRounds;
  }

  get experts(): readonly string[] {
    return this.#experts;
  }

  /** Rounds in which everybody has spoken. */
  get held(): number {
    return this.#held;
  }

  /** The round after those held. Speakers rotate, so that nobody always opens. */
  next(): RoundOpening {
    const round = this.#held + 1;
    const first = (round - 1) % this.#experts.length;
    return {
      sub_problem_index: this.#index,
      round,
      max_rounds: this.max_rounds,
      phase: phaseOf(round, this.max_rounds),
      experts: [...this.#experts.slice(first), ...this.#experts.slice(0, first)],
    };
  }

  turns(opening: RoundOpening): ExpertTurn[] {
    return opening.experts.map((expert_code) => ({ ...opening, expert_code }));
  }

  /** Everybody has spoken. */
  close(opening: RoundOpening): RoundRef {
    this.#held = opening.round;
    return { sub_problem_index: this.#index, round: opening.round };
  }

  judged(signals: RoundSignals): void {
    this.#signals.push(signals);
  }

  verdict(limits: { time_is_up: boolean; budget_is_up: boolean }): Verdict {
    const state = {
      ...limits,
      rounds: this.#signals,
      max_rounds: this.max_rounds,
      // By construction: a round is closed only when every expert has spoken in it.
      participation: 1,
      targeted_before: this.#targetedBefore,
    };
    const verdict = decideAfterRound(state, this.#thresholds);
    if (verdict.kind === 'targeted_round') this.#targetedBefore = true;
    return verdict;
  }

  /** The facilitator's turn after a round, with the actions that are open to it. */
  facilitation(opening: RoundOpening, verdict: Verdict, may: { clarify: boolean; research: boolean }): FacilitatorTurn {
    const { sub_problem_index, round, max_rounds } = opening;
    const missing_aspects = verdict.kind === 'targeted_round' ? verdict.missing_aspects : [];
    const allowed = this.#allowed(round, verdict, may);
    return { sub_problem_index, round, max_rounds, signals: this.lastSignals, missing_aspects, allowed };
  }

  /** What the facilitator did with its turn. */
  decided(action: FacilitatorAction): void {
    this.#decisions.push(action);
  }

  #allowed(round: number, verdict: Verdict, may: { clarify: boolean; research: boolean }): FacilitatorAction[] {
    if (verdict.kind === 'acknowledge_impasse') return ['acknowledge_impasse'];
    if (verdict.kind === 'targeted_round') return ['continue'];
    const left = (action: 'research' | 'moderator') =>
      this.#decisions.filter((earlier) => earlier === action).length < FACILITATION_LIMITS[action] &&
      this.#decisions.at(-1) !== action;
    return [
      'continue',
      ...(may.clarify ? ['clarify' as const] : []),
      ...(may.research && left('research') ? ['research' as const] : []),
      ...(left('moderator') ? ['moderator' as const] : []),
      // Round 1 is blind: nobody has answered anybody yet.
      ...(round > 1 ? ['vote' as const] : []),
    ];
  }

  /** A limit that ends the rounds here leaves an impasse that nobody has named yet. */
  stalledUnsaid({ round }: RoundRef, rule: StopRule): boolean {
    return LIMITS.has(rule) && round === this.#held && justStalled(this.#signals, this.#thresholds);
  }

  get lastSignals(): RoundSignals {
    return this.#signals.at(-1)!;
  }
}

/** No aspect in particular: an ordinary round. */
export const NO_ASPECTS: Aspect[] = [];
