import { decisionRecord, type DecisionRecord } from '@bo1/contracts/meeting/schema';
import type { Db, Tx } from '@bo1/prisma/client';
import type { CastVote, Deliberation, Expert } from '../material.ts';
import type { VoteAnswer } from '../tools/recommendation.ts';
import type { RunRef } from '../types.ts';
import { BRIEF_PART, briefOf, missingSession, type BriefRow } from './brief.ts';
import { boardOf, boardPart, type ExpertRow } from './experts.ts';
import { floorPart, heardOf, saidBefore, withInterjections, type FloorRow } from './floor.ts';
import { missing } from './missing.ts';
import { momentOf, type Moment } from './moment.ts';
import { roundsOf, roundsPart, type RoundRow } from './rounds.ts';
import { subProblemOf, subProblemPart, type SubProblemRow } from './sub-problem.ts';

type Row = BriefRow & FloorRow & { subProblem: SubProblemRow | null; board: ExpertRow[]; rounds: RoundRow[] };

/**
 * Everything that a step on a sub-problem may know after round `up_to`, from exactly those rows; of what people said
 * meanwhile, what was pinned for the `moment` whose prompt it is. One statement: every expert of every round reads it.
 */
export async function readDeliberation(
  db: Db,
  run: RunRef,
  scope: { sub_problem_index: number; up_to: number; moment: Moment },
): Promise<Deliberation> {
  const { sub_problem_index: index, up_to, moment } = scope;
  const [row] = await db.$queryRaw<Row[]>`
    select ${BRIEF_PART}, ${subProblemPart(index)}, ${boardPart(index)}, ${roundsPart(index, up_to)}, ${floorPart(index)}
    from sessions s, ${momentOf(index, moment)} where s.id = ${run.session_id}`;
  if (!row) throw missingSession();
  const experts = boardOf(row.board);
  const heard = heardOf(row);
  const nameOf = (code: string) => experts.find((expert) => expert.code === code)?.name ?? code;
  return {
    brief: briefOf(row),
    sub_problem: subProblemOf(index, row.subProblem),
    experts,
    said_before: saidBefore(heard),
    rounds: withInterjections(roundsOf(row.rounds, experts), heard, nameOf),
  };
}

/** The recommendations of a board, in its order. */
export async function readVotes(
  db: Db,
  run: RunRef,
  subProblemIndex: number,
  experts: readonly Expert[],
): Promise<CastVote[]> {
  const rows = await db.recommendation.findMany({ where: { sessionId: run.session_id, subProblemIndex } });
  return experts.flatMap(({ code, name }) =>
    rows
      .filter((row) => row.expertCode === code)
      .map((row) => ({ expert_code: code, name, ...(row.content as unknown as VoteAnswer) })),
  );
}

/** The record of a sub-problem, or of the meeting (scope -1). */
export async function readRecord(db: Db | Tx, run: RunRef, scope: number): Promise<DecisionRecord | null> {
  const row = await db.decisionRecord.findUnique({
    where: { sessionId_scope: { sessionId: run.session_id, scope } },
  });
  return row && decisionRecord.parse(row.content);
}

/** The member of a board. Throws where the code is not on it. */
export function memberOf(experts: readonly Expert[], code: string): Expert {
  const expert = experts.find((one) => one.code === code);
  if (!expert) throw missing('expert');
  return expert;
}
