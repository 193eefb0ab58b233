import type { Db, Tx } from '@bo1/prisma/client';
import { flagsIn } from '../flags.ts';
import type { FinishedRound, Interjection } from '../material.ts';
import type { RunRef } from '../types.ts';

/** Up to which sequence of the log a prompt knows what people said. Undefined: all of it, in runs of earlier builds. */
export type AsOf = number | undefined;

/** `since` of a row that a prompt as of this sequence may know. */
export const knownBy = (asOf: AsOf) => (asOf === undefined ? { not: null } : { lte: asOf });

/** Whose prompt it is: one of this round, or one that comes after all rounds of the sub-problem. */
export type Moment = { round: number } | 'closing';

export interface Floor {
  as_of: AsOf;
  /** Sequence that each round was opened as of; those of earlier builds are left out. */
  opened: { round: number; as_of: number }[];
}

/** What was pinned when the round was opened, or when the rounds were over. */
export async function readFloor(db: Db | Tx, run: RunRef, subProblemIndex: number, moment: Moment): Promise<Floor> {
  const sessionId = run.session_id;
  const [rounds, subProblem] = await Promise.all([
    db.round.findMany({
      where: { sessionId, subProblemIndex },
      select: { round: true, asOf: true },
      orderBy: { round: 'asc' },
    }),
    db.subProblem.findUnique({
      where: { sessionId_index: { sessionId, index: subProblemIndex } },
      select: { asOf: true },
    }),
  ]);
  const opened = rounds.flatMap(({ round, asOf }) => (asOf === null ? [] : [{ round, as_of: asOf }]));
  const as_of = moment === 'closing' ? subProblem?.asOf : opened.find(({ round }) => round === moment.round)?.as_of;
  return { as_of: as_of ?? undefined, opened };
}

/** An interjection with the round after which it was said (0: before the first) and its replies by sub-problem and round. */
export interface Heard {
  interjection: Omit<Interjection, 'replies'>;
  after: number;
  replies: { round: number; expert_code: string; text: string }[];
}

/** What the person said to the board up to `floor.as_of`, in their order. */
export async function readHeard(db: Db | Tx, run: RunRef, subProblemIndex: number, floor: Floor): Promise<Heard[]> {
  const rows = await db.interjection.findMany({
    where: { sessionId: run.session_id, since: knownBy(floor.as_of) },
    orderBy: { number: 'asc' },
    include: { replies: { where: { subProblemIndex }, orderBy: { position: 'asc' } } },
  });
  return rows.map(({ number, text, since, replies }) => ({
    interjection: { number: number ?? 0, text, flagged: flagsIn(text) },
    after: floor.opened.findLast(({ as_of }) => as_of < (since ?? 0))?.round ?? 0,
    replies: replies.map(({ round, expertCode, text: words }) => ({ round, expert_code: expertCode, text: words })),
  }));
}

/** What was said before the first round; its replies come after the first one. */
export const saidBefore = (heard: readonly Heard[]): Interjection[] =>
  heard.filter(({ after }) => after === 0).map(({ interjection }) => ({ ...interjection, replies: [] }));

/** The same rounds, each with what was said and answered between it and the next. */
export function withInterjections(
  rounds: readonly FinishedRound[],
  heard: readonly Heard[],
  nameOf: (code: string) => string,
): FinishedRound[] {
  return rounds.map((finished) => ({
    ...finished,
    interjections: heard.flatMap(({ interjection, after, replies }): Interjection[] => {
      const here = replies
        .filter(({ round }) => round === finished.round)
        .map(({ expert_code, text }) => ({ expert_code, name: nameOf(expert_code), text }));
      const said = after === finished.round;
      return said || here.length > 0 ? [{ ...interjection, text: said ? interjection.text : '', replies: here }] : [];
    }),
  }));
}

/**
 * Numbers of the interjections that a sub-problem's board has still to answer, of those up to `asOf`. What another board
 * answered before this one sat is settled.
 */
export async function unanswered(
  tx: Tx,
  { sessionId, subProblemIndex, asOf }: { sessionId: string; subProblemIndex: number; asOf: number },
): Promise<number[]> {
  const rows = await tx.interjection.findMany({
    where: { sessionId, since: { lte: asOf } },
    orderBy: { number: 'asc' },
    select: { number: true, since: true, replies: { select: { subProblemIndex: true } } },
  });
  if (rows.length === 0) return [];
  const first = await tx.round.findUnique({
    where: { sessionId_subProblemIndex_round: { sessionId, subProblemIndex, round: 1 } },
    select: { asOf: true },
  });
  const begun = first?.asOf ?? 0;
  return rows
    .filter(({ replies }) => !replies.some((reply) => reply.subProblemIndex === subProblemIndex))
    .filter(({ since, replies }) => (since ?? 0) > begun || replies.length === 0)
    .map(({ number }) => number ?? 0);
}
