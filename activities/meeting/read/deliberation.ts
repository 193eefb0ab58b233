import { decisionRecord, type DecisionRecord } from '@bo1/contracts/meeting/schema';
import type { Db, Tx } from '@bo1/prisma/client';
import { ApplicationFailure } from '@temporalio/common';
import type { CastVote, Deliberation, Expert, SettledSubProblem, SubProblemBrief } from '../material.ts';
import type { VoteAnswer } from '../tools/recommendation.ts';
import type { RunRef } from '../types.ts';
import { readBrief } from './brief.ts';
import { readExperts } from './experts.ts';
import { type Moment, readFloor, readHeard, saidBefore, withInterjections } from './floor.ts';
import { readRounds } from './rounds.ts';

/**
 * Everything that a step on a sub-problem may know after round `up_to`, from exactly those rows; of what people said
 * meanwhile, what was pinned for the `moment` whose prompt it is.
 */
export async function readDeliberation(
  db: Db,
  run: RunRef,
  scope: { sub_problem_index: number; up_to: number; moment: Moment },
): Promise<Deliberation> {
  const index = scope.sub_problem_index;
  const [floor, sub_problem, experts] = await Promise.all([
    readFloor(db, run, index, scope.moment),
    readSubProblem(db, run, index),
    readExperts(db, run, index),
  ]);
  const [brief, heard, rounds] = await Promise.all([
    readBrief(db, run, floor.as_of),
    readHeard(db, run, index, floor),
    scope.up_to > 0 ? readRounds(db, run, { ...scope, experts }) : [],
  ]);
  const nameOf = (code: string) => experts.find((expert) => expert.code === code)?.name ?? code;
  return {
    brief,
    sub_problem,
    experts,
    said_before: saidBefore(heard),
    rounds: withInterjections(rounds, heard, nameOf),
  };
}

/** The sub-problem, with the outcome of those it depends on. A dependency that failed or comes later is left out. */
export async function readSubProblem(db: Db, run: RunRef, index: number): Promise<SubProblemBrief> {
  const row = await db.subProblem.findUnique({
    where: { sessionId_index: { sessionId: run.session_id, index } },
  });
  if (!row) throw missing('sub-problem');
  const records = await db.decisionRecord.findMany({
    where: { sessionId: run.session_id, scope: { in: row.dependsOn.filter((other) => other !== index) } },
    orderBy: { scope: 'asc' },
  });
  const settled = records.map((one): SettledSubProblem => {
    const record = decisionRecord.parse(one.content);
    return { index: one.scope, goal: record.question, decision: record.decision, conditions: record.conditions };
  });
  return { index, goal: row.goal, rationale: row.rationale, settled };
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

/** A row that an earlier step writes is not there: a fault of the caller, which trying again cannot mend. */
export const missing = (what: string): ApplicationFailure =>
  ApplicationFailure.nonRetryable(`The ${what} that this step builds on is not there.`, 'internal');
