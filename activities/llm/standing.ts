import { STANDING_EVENTS, type EventType } from '@bo1/contracts/events/values';
import type { Tx } from '@bo1/prisma/client';
import type { NewEvent } from '@bo1/prisma/events';
import { storableJson } from '@bo1/prisma/storable';
import type { RunRef } from '../meeting/types.ts';

const STANDING: ReadonlySet<EventType> = new Set(STANDING_EVENTS);

/**
 * The events without those that an earlier attempt told in the same words: a retry comes by them again, through the stored
 * answers, and the log goes on where it was.
 */
export async function withoutTold(tx: Tx, run: RunRef, events: NewEvent[]): Promise<NewEvent[]> {
  if (run.attempt === 1) return events;
  const standing = events.filter(({ type }) => STANDING.has(type));
  if (standing.length === 0) return events;
  const keys = standing.map(({ dedupeKey }) => dedupeKey);
  const facts = keys.map((key) => key.slice(key.indexOf('/') + 1));
  const lines = standing.map(({ data }) => JSON.stringify(storableJson<unknown>(data)));
  // Of a fact that was told twice, differently, the later telling counts.
  const told = await tx.$queryRaw<{ key: string }[]>`
    select g.key from unnest(${keys}::text[], ${facts}::text[], ${lines}::text[]) as g (key, fact, data)
    where g.data::jsonb = (
      select e.data from session_events e
      where e.session_id = ${run.session_id}
        and e.dedupe_key in (select a || '/' || g.fact from generate_series(1, ${run.attempt}::int - 1) as a)
      order by e.attempt desc limit 1)`;
  const known = new Set(told.map(({ key }) => key));
  return events.filter(({ dedupeKey }) => !known.has(dedupeKey));
}
