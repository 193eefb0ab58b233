import { release, releaseAll } from '@bo1/prisma/ledger';
import type { Tx } from '@bo1/prisma/client';
import { embeddingMicros } from '../llm/embed.ts';
import { costOf } from '../llm/price.ts';
import { pinnedModel, type Pins } from '../llm/pins.ts';
import { roundKey, roundsPrefix } from '../meeting/keys.ts';
import { LONGEST_CONTRIBUTION } from '../meeting/stand-in.ts';
import type { RoundRef } from '../meeting/types.ts';
import {
  closingAfterRound,
  closingParts,
  roundWorstCase,
  type RoundScope,
  type UsageByModel,
} from '../meeting/worst-case.ts';
import type { ActivityDeps } from '../ports/deps.ts';

/** Micro-dollars of calls that are still to come, at the run's pinned prices: whichever of its vendors answers. */
export function worstCaseMicros({ llm }: ActivityDeps, pins: Pins, usage: UsageByModel): number {
  const pinned = llm.map(({ provider }) => provider).filter((provider) => provider in pins.models);
  const priceAt = (provider: string): number =>
    (['main', 'small'] as const).reduce(
      (sum, role) => sum + costOf(pinnedModel(pins, provider, role).price, usage[role]),
      0,
    );
  return Math.max(0, ...pinned.map(priceAt));
}

/**
 * What a round may spend beside the calls of the models: one query of the web where research is offered, and vectors of all
 * that is said, computed once ahead and once more where that failed.
 */
export function besideMicros(
  { search, embeddings }: ActivityDeps,
  round: { experts: number; research: boolean },
): number {
  const billing = embeddings?.billing;
  const said = Array.from({ length: round.experts }, () => LONGEST_CONTRIBUTION);
  const vectors = billing ? 2 * embeddingMicros(billing, billing.bound(said)) : 0;
  return vectors + (round.research ? (search?.price.micros ?? 0) : 0);
}

/** Micro-dollars that a round and, after it, the ending can come to. */
export interface RoundMoney {
  round: number;
  closing: number;
}

/** @param parts sub-problems of the meeting that have not failed, and those of them that have not come to their end */
export function moneyFor(
  deps: ActivityDeps,
  pins: Pins,
  scope: RoundScope,
  parts: { all: number; open: number },
): RoundMoney {
  const research = pins.limits.research ?? false;
  const beside = besideMicros(deps, { experts: scope.before.experts.length, research });
  const sub_problems = closingParts(parts.all, parts.open);
  return {
    round: worstCaseMicros(deps, pins, roundWorstCase(scope)) + beside,
    closing: worstCaseMicros(deps, pins, closingAfterRound({ ...scope, research, sub_problems })),
  };
}

/** Gives back what this round's reservation still holds. */
export const releaseRound = (tx: Tx, sessionId: string, ref: RoundRef): Promise<void> =>
  release(tx, { sessionId, key: roundKey(ref) });

/** Gives back what the rounds of a sub-problem still hold: no more of them follow. Legal twice. */
export const releaseRounds = (tx: Tx, sessionId: string, subProblemIndex: number): Promise<void> =>
  releaseAll(tx, { sessionId, prefix: roundsPrefix(subProblemIndex) });
