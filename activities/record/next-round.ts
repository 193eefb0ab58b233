import type { Tx } from '@bo1/prisma/client';
import { pinsOf } from '../llm/pins.ts';
import type { CallSession } from '../llm/step.ts';
import type { Deliberation } from '../meeting/material.ts';
import { seated, withUnwritten } from '../meeting/stand-in.ts';
import type { RoundOpening, RunRef } from '../meeting/types.ts';
import type { ActivityDeps } from '../ports/deps.ts';
import { moneyFor } from './round-money.ts';
import { standing } from './round-standing.ts';

/**
 * Whether the budget covers this round, the facilitator's decision before it and the ending after it: what openRound will
 * ask for. One that was held by an earlier run costs nothing again. The session must be locked.
 *
 * @param known the board as it is before the round; what is still being written counts as long as it may become
 */
export async function affordsRound(
  deps: ActivityDeps,
  tx: Tx,
  run: RunRef,
  session: CallSession,
  { known, opening }: { known: Deliberation; opening: RoundOpening },
): Promise<boolean> {
  const { held, closing, free, parts } = await standing(tx, run, opening);
  if (held?.decided) return true;
  const { round, max_rounds, phase, experts } = opening;
  const before = withUnwritten({ ...known, experts: seated(known.experts, experts) });
  const money = moneyFor(deps, pinsOf(session), { before, round, max_rounds, phase, undecided: true }, parts);
  const lacking = closing === null ? 0 : Math.max(0, money.closing - closing);
  return (free ?? 0) >= money.round + lacking;
}
