import type { Db, Tx } from './client.ts';

/** Decided parts of a meeting in their order, each with whether it has the board's actions. */
export const decidedParts = (db: Db | Tx, sessionId: string): Promise<{ index: number; planned: boolean }[]> =>
  db.$queryRaw<{ index: number; planned: boolean }[]>`
    select s.index, exists (
        select from actions a where a.session_id = s.session_id and a.sub_problem_index = s.index) as planned
    from sub_problems s where s.session_id = ${sessionId} and s.status = 'complete' order by s.index`;

/** Indexes of those that have none. */
export const unplannedParts = async (db: Db | Tx, sessionId: string): Promise<number[]> =>
  (await decidedParts(db, sessionId)).filter(({ planned }) => !planned).map(({ index }) => index);
