import type { Tx } from '@bo1/prisma/client';
import { extend, reserve } from '@bo1/prisma/ledger';
import { pinsOf, type Pins } from '../llm/pins.ts';
import { mayAskPart } from '../meeting/ask-between-rounds.ts';
import { CLOSING_RESERVATION, factKey, roundKey } from '../meeting/keys.ts';
import type { Deliberation } from '../meeting/material.ts';
import { readDeliberation } from '../meeting/read/deliberation.ts';
import { unanswered } from '../meeting/read/floor.ts';
import { seated } from '../meeting/stand-in.ts';
import type { OpenedRound, RoundOpening, RoundRef, RunRef } from '../meeting/types.ts';
import { closingAfterRound, closingParts, roundWorstCase, type RoundScope } from '../meeting/worst-case.ts';
import type { ActivityDeps } from '../ports/deps.ts';
import { besideMicros, releaseRound, worstCaseMicros } from './round-money.ts';
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
      const paid = await holdMoney(tx, opening, session.id, moneyFor(deps, pinsOf(session), scope, found), found);
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

interface Standing {
  /** The round's row, where an earlier try or run opened it. */
  held: { decided: boolean; as_of: number | null } | null;
  /** The person has said something to the board. */
  heard: boolean;
  may_ask: boolean;
  /** Micro-dollars still set aside for the ending; null where nothing is. */
  closing: number | null;
  /** Sub-problems of the meeting, and those of them that have not come to their end. */
  parts: { all: number; open: number };
}

async function standing(tx: Tx, run: RunRef, { sub_problem_index, round }: RoundRef): Promise<Standing> {
  const [row] = await tx.$queryRaw<[Standing]>`
    select (select json_build_object('decided', r.decision is not null, 'as_of', r.as_of) from rounds r
        where r.session_id = ${run.session_id} and r.sub_problem_index = ${sub_problem_index}::int
          and r.round = ${round}::int) as held,
      exists (select from interjections i where i.session_id = ${run.session_id}) as heard,
      ${mayAskPart(run, { sub_problem_index, round })} as may_ask,
      (select to_json(amount_micros - used_micros) from reservations
        where session_id = ${run.session_id} and key = ${CLOSING_RESERVATION} and state = 'open') as closing,
      (select json_build_object('all', count(*), 'open', count(*) filter (where status in ('pending', 'running')))
        from sub_problems where session_id = ${run.session_id}) as parts`;
  return row;
}

interface Money {
  round: number;
  closing: number;
}

/** Micro-dollars that the round and, after it, the ending can come to. */
function moneyFor(deps: ActivityDeps, pins: Pins, scope: RoundScope, { parts }: Standing): Money {
  const research = pins.limits.research ?? false;
  const beside = besideMicros(deps, { experts: scope.before.experts.length, research });
  const sub_problems = closingParts(parts.all, parts.open);
  return {
    round: worstCaseMicros(deps, pins, roundWorstCase(scope)) + beside,
    closing: worstCaseMicros(deps, pins, closingAfterRound({ ...scope, research, sub_problems })),
  };
}

async function holdMoney(
  tx: Tx,
  opening: RoundOpening,
  sessionId: string,
  money: Money,
  { closing }: Standing,
): Promise<boolean> {
  const { sub_problem_index, round } = opening;
  if (round > 1) await releaseRound(tx, sessionId, { sub_problem_index, round: round - 1 });
  const ending = { sessionId, key: CLOSING_RESERVATION, amountMicros: money.closing };
  if (closing !== null && closing < money.closing && !(await extend(tx, ending))) return false;
  return reserve(tx, { sessionId, key: roundKey(opening), amountMicros: money.round });
}
