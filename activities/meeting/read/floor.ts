import { Prisma, type Tx } from '@bo1/prisma/client';
import { flagsIn } from '../flags.ts';
import type { FinishedRound, Interjection } from '../material.ts';
import { knownAt } from './moment.ts';

/** An interjection with the round after which it was said (0: before the first) and its replies by sub-problem and round. */
export interface Heard {
  interjection: Omit<Interjection, 'replies'>;
  after: number;
  replies: { round: number; expert_code: string; text: string }[];
}

export interface FloorRow {
  /** The rounds, with the sequence that each was opened as of; those of earlier builds are left out. */
  opened: { round: number; as_of: number }[];
  raised: { number: number | null; text: string; since: number; replies: Heard['replies'] }[];
}

/** Columns of a statement on `sessions s` at a `moment`: what the person said to the board up to it. */
export const floorPart = (subProblemIndex: number): Prisma.Sql => Prisma.sql`
  (select coalesce(json_agg(json_build_object('round', r.round, 'as_of', r.as_of) order by r.round), '[]')
    from rounds r
    where r.session_id = s.id and r.sub_problem_index = ${subProblemIndex}::int and r.as_of is not null) as opened,
  (select coalesce(json_agg(json_build_object('number', i.number, 'text', i.text, 'since', i.since, 'replies', (
        select coalesce(json_agg(json_build_object('round', a.round, 'expert_code', a.expert_code, 'text', a.text)
          order by a.position), '[]')
        from interjection_replies a where a.interjection_id = i.id and a.sub_problem_index = ${subProblemIndex}::int))
      order by i.number), '[]')
    from interjections i where i.session_id = s.id and ${knownAt('i')}) as raised`;

/** What was said, in its order. */
export const heardOf = ({ opened, raised }: FloorRow): Heard[] =>
  raised.map(({ number, text, since, replies }) => ({
    interjection: { number: number ?? 0, text, flagged: flagsIn(text) },
    after: opened.findLast(({ as_of }) => as_of < since)?.round ?? 0,
    replies,
  }));

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
