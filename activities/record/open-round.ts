import type { Db, Tx } from '@bo1/prisma/client';
import { reserve } from '@bo1/prisma/ledger';
import { pinsOf } from '../llm/pins.ts';
import { mayAskPart } from '../meeting/ask-between-rounds.ts';
import { factKey, roundKey } from '../meeting/keys.ts';
import { BRIEF_PART, briefOf, missingSession, type BriefRow } from '../meeting/read/brief.ts';
import { unanswered } from '../meeting/read/floor.ts';
import { NOW } from '../meeting/read/moment.ts';
import type { OpenedRound, RoundOpening, RoundRef, RunRef } from '../meeting/types.ts';
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
    const { held, heard, may_ask } = await standing(tx, run, opening);
    const asOf = held ? held.as_of : session.lastSequence;
    const interjections = !heard || asOf === null || round === 1 ? [] : await unanswered(tx, { ...place, asOf });
    const usage = roundWorstCase({
      experts: experts.length,
      round,
      material_bytes,
      interjections: interjections.length,
    });
    const amountMicros = worstCaseMicros(deps, pinsOf(session), usage);
    // A round that was held before this run began (its answers are stored) costs nothing again.
    if (!held?.decided && !(await holdMoney(tx, opening, session.id, amountMicros))) {
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
      result: { opened: true, interjections, may_ask },
    };
  });
}

interface Standing {
  /** The round's row, where an earlier try or run opened it. */
  held: { decided: boolean; as_of: number | null } | null;
  /** The person has said something to the board. */
  heard: boolean;
  may_ask: boolean;
}

async function standing(tx: Tx, run: RunRef, { sub_problem_index, round }: RoundRef): Promise<Standing> {
  const [row] = await tx.$queryRaw<[Standing]>`
    select (select json_build_object('decided', r.decision is not null, 'as_of', r.as_of) from rounds r
        where r.session_id = ${run.session_id} and r.sub_problem_index = ${sub_problem_index}::int
          and r.round = ${round}::int) as held,
      exists (select from interjections i where i.session_id = ${run.session_id}) as heard,
      ${mayAskPart(run, { sub_problem_index, round })} as may_ask`;
  return row;
}

async function holdMoney(tx: Tx, opening: RoundOpening, sessionId: string, amountMicros: number): Promise<boolean> {
  const { sub_problem_index, round } = opening;
  if (round > 1) await releaseRound(tx, sessionId, { sub_problem_index, round: round - 1 });
  return reserve(tx, { sessionId, key: roundKey(opening), amountMicros });
}

/** Bytes of all that the person has said so far. */
async function bytesSaid(db: Db, run: RunRef): Promise<number> {
  const [row] = await db.$queryRaw<(BriefRow & { said: string[] })[]>`
    select ${BRIEF_PART}, (select coalesce(json_agg(i.text), '[]') from interjections i
      where i.session_id = s.id and i.since is not null) as said
    from sessions s, ${NOW} where s.id = ${run.session_id}`;
  if (!row) throw missingSession();
  return materialBytes(briefOf(row), row.said);
}
