import type { Tx } from '@bo1/prisma/client';
import type { LockedSession } from '@bo1/prisma/events';
import { reserve } from '@bo1/prisma/ledger';
import { pinsOf } from '../llm/pins.ts';
import { factKey, roundKey } from '../meeting/keys.ts';
import { readBrief } from '../meeting/read/brief.ts';
import type { RoundOpening, RunRef } from '../meeting/types.ts';
import { materialBytes, roundWorstCase } from '../meeting/worst-case.ts';
import type { ActivityDeps } from '../ports/deps.ts';
import { releaseRound, worstCaseMicros } from './round-money.ts';
import { onSession } from './transaction.ts';

/**
 * RecordActivities.openRound: the round before gives back what it did not use, then this one is paid for as a whole, or
 * not opened.
 */
export async function openRound(deps: ActivityDeps, run: RunRef, opening: RoundOpening): Promise<{ opened: boolean }> {
  const { sub_problem_index, round, max_rounds, phase, experts } = opening;
  const material_bytes = materialBytes(await readBrief(deps.db, run));
  return onSession<{ opened: boolean }>(deps, run, async (tx, session) => {
    const usage = roundWorstCase({ experts: experts.length, round, material_bytes });
    const amountMicros = worstCaseMicros(deps, pinsOf(session), usage);
    if (!(await holdMoney(tx, session, opening, amountMicros))) return { events: [], result: { opened: false } };
    const place = { sessionId: session.id, subProblemIndex: sub_problem_index, round };
    await tx.round.upsert({
      where: { sessionId_subProblemIndex_round: place },
      create: { ...place, phase, experts },
      update: {},
    });
    return {
      events: [
        {
          type: 'round_started',
          data: { sub_problem_index, round, max_rounds, phase, experts },
          dedupeKey: factKey(run, `${roundKey(opening)}/started`),
        },
      ],
      counts: { round: 1 },
      step: 'rounds',
      result: { opened: true },
    };
  });
}

/** A round that was held before this run began (its answers are stored) costs nothing again. */
async function holdMoney(
  tx: Tx,
  session: LockedSession,
  opening: RoundOpening,
  amountMicros: number,
): Promise<boolean> {
  const { sub_problem_index: subProblemIndex, round } = opening;
  const held = await tx.round.findUnique({
    where: { sessionId_subProblemIndex_round: { sessionId: session.id, subProblemIndex, round } },
    select: { decision: true },
  });
  if (held?.decision) return true;
  if (round > 1) await releaseRound(tx, session.id, { sub_problem_index: subProblemIndex, round: round - 1 });
  return reserve(tx, { sessionId: session.id, key: roundKey(opening), amountMicros });
}
