import type { Pool } from 'pg';

/** When a part of the stack was away, epoch ms. */
interface Away {
  at: number;
  back: number;
}

/** Calls that were made again though none of these parts was away while the one before was open. */
export async function madeAgainFor(db: Pool, sessionIds: string[], away: readonly Away[]): Promise<number> {
  const { rows } = await db.query<{ call: string; created_at: Date; closed_at: Date }>(
    `select session_id || ' ' || call_key as call, created_at, coalesce(closed_at, now()) as closed_at from
       (select *, lead(number) over (partition by session_id, call_key order by number) as next
          from llm_attempts where session_id = any($1)) as attempts
     where next is not null`,
    [sessionIds],
  );
  const unexcused = rows.filter(
    ({ created_at, closed_at }) =>
      !away.some(({ at, back }) => created_at.getTime() <= back && closed_at.getTime() >= at),
  );
  for (const { call } of unexcused) console.error(`made again without need: ${call}`);
  return unexcused.length;
}
