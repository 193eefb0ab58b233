import { release } from '@bo1/prisma/ledger';
import type { Tx } from '@bo1/prisma/client';
import { costOf } from '../llm/price.ts';
import { pinnedModel, type Pins } from '../llm/pins.ts';
import { roundKey } from '../meeting/keys.ts';
import type { RoundRef } from '../meeting/types.ts';
import type { UsageByModel } from '../meeting/worst-case.ts';
import type { ActivityDeps } from '../ports/deps.ts';

/** Micro-dollars of calls that are still to come, at the run's pinned prices. */
export function worstCaseMicros(deps: ActivityDeps, pins: Pins, usage: UsageByModel): number {
  const provider = deps.llm[0]?.provider ?? '';
  return (['main', 'small'] as const).reduce(
    (sum, role) => sum + costOf(pinnedModel(pins, provider, role).price, usage[role]),
    0,
  );
}

/** Gives back what this round's reservation still holds. */
export const releaseRound = (tx: Tx, sessionId: string, ref: RoundRef): Promise<void> =>
  release(tx, { sessionId, key: roundKey(ref) });
