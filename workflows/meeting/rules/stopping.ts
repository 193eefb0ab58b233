import {
  type Aspect,
  ASPECTS,
  type RoundSignals,
  STOP_THRESHOLDS,
  type StopRule,
  type StopThresholds,
} from '@bo1/contracts/meeting/values';

/** What the rules look at after a round. */
export interface Deliberation {
  /** Signals of every judged round, in order; one for each round that was held. */
  rounds: readonly RoundSignals[];
  max_rounds: number;
  /** The meeting's limit of active work is used up. */
  time_is_up: boolean;
  /** The budget does not cover another round. */
  budget_is_up: boolean;
  /** Share of the experts who spoke, 0–1. */
  participation: number;
  /** A targeted round was held already. */
  targeted_before: boolean;
}

export type Verdict =
  | { kind: 'stop'; rule: StopRule }
  /** One more round, about aspects that nobody has touched. */
  | { kind: 'targeted_round'; missing_aspects: Aspect[] }
  | { kind: 'acknowledge_impasse' }
  | { kind: 'continue' };

/** The stopping rules in DOMAIN's order: the first that applies decides. Novelty that was not measured satisfies none. */
export function decideAfterRound(state: Deliberation, thresholds: StopThresholds = STOP_THRESHOLDS): Verdict {
  const { stalled, exhausted, coverage } = thresholds;
  const signals = state.rounds.at(-1);
  if (state.time_is_up) return stop('hard_cap');
  if (state.rounds.length >= state.max_rounds) return stop('max_rounds');
  if (state.budget_is_up) return stop('budget');
  if (!signals) return { kind: 'continue' };

  const agreed = agreementRule(state, signals, thresholds);
  if (agreed) {
    const missing = coverage.deep.filter((aspect) => signals.aspects[aspect] === 'none');
    if (missing.length === 0 || state.targeted_before) return stop(agreed);
    return { kind: 'targeted_round', missing_aspects: missing };
  }

  const stalledRounds = countFromEnd(state.rounds, isStalled(thresholds));
  if (stalledRounds >= stalled.synthesise_after) return stop('stalled_disagreement');
  if (stalledRounds === stalled.acknowledge_after) return { kind: 'acknowledge_impasse' };
  if (countFromEnd(state.rounds, isExhausted(thresholds)) >= exhausted.rounds_running) return stop('exhausted');
  if (isCovered(signals, coverage)) return stop('coverage');
  return { kind: 'continue' };
}

/**
 * Whether the last of these rounds is the one after which an impasse is acknowledged. A limit stands before that rule and
 * ends the rounds, but it does not mend the disagreement.
 */
export const justStalled = (rounds: readonly RoundSignals[], thresholds: StopThresholds = STOP_THRESHOLDS): boolean =>
  countFromEnd(rounds, isStalled(thresholds)) === thresholds.stalled.acknowledge_after;

const stop = (rule: StopRule): Verdict => ({ kind: 'stop', rule });

function agreementRule(
  state: Deliberation,
  { agreement, novelty }: RoundSignals,
  { consensus, early_exit }: StopThresholds,
): 'consensus' | 'early_exit' | null {
  if (novelty === null) return null;
  const isConsensus =
    agreement > consensus.agreement && state.participation >= consensus.participation && novelty <= consensus.novelty;
  if (isConsensus) return 'consensus';
  const isEarlyExit =
    state.rounds.length >= early_exit.from_round && agreement > early_exit.agreement && novelty < early_exit.novelty;
  return isEarlyExit ? 'early_exit' : null;
}

const isStalled =
  ({ stalled }: StopThresholds) =>
  ({ conflict, novelty }: RoundSignals) =>
    conflict > stalled.conflict && novelty !== null && novelty < stalled.novelty;

const isExhausted =
  ({ exhausted }: StopThresholds) =>
  ({ novelty }: RoundSignals) =>
    novelty !== null && novelty < exhausted.novelty;

const isCovered = ({ aspects, novelty }: RoundSignals, coverage: StopThresholds['coverage']) =>
  novelty !== null &&
  novelty < coverage.novelty &&
  ASPECTS.every((aspect) => aspects[aspect] !== 'none') &&
  coverage.deep.every((aspect) => aspects[aspect] === 'deep');

function countFromEnd(rounds: readonly RoundSignals[], holds: (signals: RoundSignals) => boolean): number {
  const breaks = rounds.findLastIndex((signals) => !holds(signals));
  return rounds.length - 1 - breaks;
}
