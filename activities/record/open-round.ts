import type { Tx } from '@bo1/prisma/client';
import { extend, reserve } from '@bo1/prisma/ledger';
import { pinsOf } from '../llm/pins.ts';
import { CLOSING_RESERVATION, factKey, roundKey } from '../meeting/keys.ts';
import type { Deliberation } from '../meeting/material.ts';
import { readDeliberation } from '../meeting/read/deliberation.ts';
import { unanswered } from '../meeting/read/floor.ts';
import { seated } from '../meeting/stand-in.ts';
import type { OpenedRound, RoundOpening, RunRef } from '../meeting/types.ts';
import type { ActivityDeps } from '../ports/deps.ts';
import { moneyFor, releaseRound, type RoundMoney } from './round-money.ts';
import { standing, type Standing } from './round-standing.ts';
import { onSession } from './transaction.ts';

/**
 * RecordActivities.openRound: the round before gives back what it did not use, then this one is paid for as a whole, and the
 * ending as far as it is known by now; or it is not opened. What people said until now is what its prompts know of, however
 * late they are made.
 */
export async function openRound(deps: ActivityDeps, run: RunRef, opening: RoundOpening): Promise<OpenedRound> {
  const { sub_problem_index, round, max_rounds, phase, experts } = opening;
  const before = await known(deps, run, opening);
  return onSession<OpenedRound>(deps, run, async (tx, session) => {
    const place = { sessionId: session.id, subProblemIndex: sub_problem_index, round };
    const where = { sessionId_subProblemIndex_round: place };
    const found = await standing(tx, run, opening);
    const { held, heard, may_ask } = found;
    const asOf = held ? held.as_of : session.lastSequence;
    const interjections = !heard || asOf === null || round === 1 ? [] : await unanswered(tx, { ...place, asOf });
    // A round that was held before this run began (its answers are stored) costs nothing again.
    if (!held?.decided) {
      const scope = { before, round, max_rounds, phase, interjections };
      const paid = await holdMoney(tx, opening, session.id, moneyFor(deps, pinsOf(session), scope, found.parts), found);
      if (!paid) return { events: [], result: { opened: false } };
    }
    await tx.round.upsert({ where, create: { ...place, phase, experts, asOf }, update: {} });
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
      result: { opened: true, interjections, may_ask },
    };
  });
}

/** What the prompts of the round are made of. */
async function known({ db }: ActivityDeps, run: RunRef, opening: RoundOpening): Promise<Deliberation> {
  const { sub_problem_index, round, experts } = opening;
  const before = await readDeliberation(db, run, { sub_problem_index, up_to: round - 1, moment: { round } });
  return { ...before, experts: seated(before.experts, experts) };
}

async function holdMoney(
  tx: Tx,
  opening: RoundOpening,
  sessionId: string,
  money: RoundMoney,
  { closing }: Standing,
): Promise<boolean> {
  const { sub_problem_index, round } = opening;
  if (round > 1) await releaseRound(tx, sessionId, { sub_problem_index, round: round - 1 });
  const ending = { sessionId, key: CLOSING_RESERVATION, amountMicros: money.closing };
  if (closing !== null && closing < money.closing && !(await extend(tx, ending))) return false;
  return reserve(tx, { sessionId, key: roundKey(opening), amountMicros: money.round });
}
