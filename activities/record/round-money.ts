import { release } from '@bo1/prisma/ledger';
import type { Tx } from '@bo1/prisma/client';
import { costOf } from '../llm/price.ts';
import { pinnedModel, type Pins } from '../llm/pins.ts';
import { roundKey } from '../meeting/keys.ts';
import type { RoundRef } from '../meeting/types.ts';
import type { UsageByModel } from '../meeting/worst-case.ts';
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

/** Gives back what this round's reservation still holds. */
export const releaseRound = (tx: Tx, sessionId: string, ref: RoundRef): Promise<void> =>
  release(tx, { sessionId, key: roundKey(ref) });
