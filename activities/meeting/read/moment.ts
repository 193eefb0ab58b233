import { Prisma } from '@bo1/prisma/client';

/** Whose prompt it is: one of this round, or one that comes after all rounds of the sub-problem. */
export type Moment = { round: number } | 'closing';

/**
 * The row `moment` of a statement on `sessions s`: `as_of` is the sequence of the log up to which a prompt knows what people
 * said, as it was pinned when the round was opened or the rounds were over. Null: all of it, in runs of earlier builds.
 */
export const momentOf = (subProblemIndex: number, moment: Moment): Prisma.Sql =>
  moment === 'closing'
    ? Prisma.sql`lateral (select (select p.as_of from sub_problems p
        where p.session_id = s.id and p.index = ${subProblemIndex}::int) as as_of) moment`
    : Prisma.sql`lateral (select (select r.as_of from rounds r
        where r.session_id = s.id and r.sub_problem_index = ${subProblemIndex}::int
          and r.round = ${moment.round}::int) as as_of) moment`;

/** All that was accepted so far. */
export const NOW = Prisma.sql`(values (null::int)) moment (as_of)`;

/** Whether a prompt of the moment may know a row: it was accepted (`since`), and not after. */
export const knownAt = (row: string): Prisma.Sql =>
  Prisma.raw(`(${row}.since is not null and (moment.as_of is null or ${row}.since <= moment.as_of))`);
