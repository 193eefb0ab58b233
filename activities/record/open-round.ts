import type { Db, Tx } from '@bo1/prisma/client';
import { reserve } from '@bo1/prisma/ledger';
import { pinsOf } from '../llm/pins.ts';
import { mayAsk } from '../meeting/ask-between-rounds.ts';
import { factKey, roundKey } from '../meeting/keys.ts';
import { readBrief } from '../meeting/read/brief.ts';
import { unanswered } from '../meeting/read/floor.ts';
import type { OpenedRound, RoundOpening, RunRef } from '../meeting/types.ts';
import { materialBytes, roundWorstCase } from '../meeting/worst-case.ts';
import type { ActivityDeps } from '../ports/deps.ts';
import { releaseRound, worstCaseMicros } from './round-money.ts';
import { onSession } from './transaction.ts';

/**
 * RecordActivities.openRound: the round before gives back what it did not use, then this one is paid for as a whole, or
 * not opened. What people said until now is what its prompts know of, however late they are made.
 */
export async function openRound(deps: ActivityDeps, run: RunRef, opening: RoundOpening): Promise<OpenedRound> {
  const { sub_problem_index, round, max_rounds, phase, experts } = opening;
  const material_bytes = await bytesSaid(deps.db, run);
  return onSession<OpenedRound>(deps, run, async (tx, session) => {
    const place = { sessionId: session.id, subProblemIndex: sub_problem_index, round };
    const where = { sessionId_subProblemIndex_round: place };
    const held = await tx.round.findUnique({ where, select: { decision: true, asOf: true } });
    const asOf = held ? held.asOf : session.lastSequence;
    const interjections = asOf === null || round === 1 ? [] : await unanswered(tx, { ...place, asOf });
    const usage = roundWorstCase({
      experts: experts.length,
      round,
      material_bytes,
      interjections: interjections.length,
    });
    const amountMicros = worstCaseMicros(deps, pinsOf(session), usage);
    // A round that was held before this run began (its answers are stored) costs nothing again.
    if (!held?.decision && !(await holdMoney(tx, opening, session.id, amountMicros))) {
      return { events: [], result: { opened: false } };
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
      result: { opened: true, interjections, may_ask: await mayAsk(tx, run, opening) },
    };
  });
}

async function holdMoney(tx: Tx, opening: RoundOpening, sessionId: string, amountMicros: number): Promise<boolean> {
  const { sub_problem_index, round } = opening;
  if (round > 1) await releaseRound(tx, sessionId, { sub_problem_index, round: round - 1 });
  return reserve(tx, { sessionId, key: roundKey(opening), amountMicros });
}

/** Bytes of all that the person has said so far. */
async function bytesSaid(db: Db, run: RunRef): Promise<number> {
  const where = { sessionId: run.session_id, since: { not: null } };
  const [brief, said] = await Promise.all([
    readBrief(db, run),
    db.interjection.findMany({ where, select: { text: true } }),
  ]);
  return materialBytes(
    brief,
    said.map(({ text }) => text),
  );
}
