import type { Tx } from '@bo1/prisma/client';
import { freeIn } from '@bo1/prisma/ledger';
import { mayAskPart } from '../meeting/ask-between-rounds.ts';
import { CLOSING_RESERVATION, roundKey } from '../meeting/keys.ts';
import type { RoundRef, RunRef } from '../meeting/types.ts';

/** What a round that is to be opened finds. */
export interface Standing {
  /** The round's row, where an earlier try or run opened it. */
  held: { decided: boolean; as_of: number | null } | null;
  /** The person has said something to the board. */
  heard: boolean;
  may_ask: boolean;
  /** Micro-dollars still set aside for the ending; null where nothing is. */
  closing: number | null;
  /** Micro-dollars that nothing holds, once the round before has given back what it did not use; null without a budget. */
  free: number | null;
  /** Sub-problems of the meeting that have not failed, and those of them that have not come to their end. */
  parts: { all: number; open: number };
}

/** One statement. The session must be locked. */
export async function standing(tx: Tx, run: RunRef, { sub_problem_index, round }: RoundRef): Promise<Standing> {
  const before = roundKey({ sub_problem_index, round: round - 1 });
  const [row] = await tx.$queryRaw<[Standing]>`
    select (select json_build_object('decided', r.decision is not null, 'as_of', r.as_of) from rounds r
        where r.session_id = ${run.session_id} and r.sub_problem_index = ${sub_problem_index}::int
          and r.round = ${round}::int) as held,
      exists (select from interjections i where i.session_id = ${run.session_id}) as heard,
      ${mayAskPart(run, { sub_problem_index, round })} as may_ask,
      (select to_json(amount_micros - used_micros) from reservations
        where session_id = ${run.session_id} and key = ${CLOSING_RESERVATION} and state = 'open') as closing,
      to_json(${freeIn(run.session_id, before)}) as free,
      (select json_build_object('all', count(*) filter (where status <> 'failed'), 'open', count(*) filter (where status in ('pending', 'running')))
        from sub_problems where session_id = ${run.session_id}) as parts`;
  return row;
}
