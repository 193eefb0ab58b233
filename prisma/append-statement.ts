import type { EventData } from '@bo1/contracts/events/schema';
import type { EventType } from '@bo1/contracts/events/values';
import type { SessionStatus, Step } from '@bo1/contracts/meeting/values';
import { Prisma } from './client.ts';

/** One fact. `dedupeKey` is its domain name, e.g. `1/sp0/r2/started`: told twice, it is written once. */
export type NewEvent = { [T in EventType]: { type: T; data: EventData<T>; dedupeKey: string } }[EventType];

export interface Append {
  attempt: number;
  correlationId: string;
  events: NewEvent[];
  /** Added to the counts that lists show. */
  counts?: { expert?: number; round?: number; contribution?: number; action?: number };
  /** The status from now on. A terminal event brings its own. */
  status?: SessionStatus;
  step?: Step;
}

/** What the one statement found and did. */
export interface WrittenRow {
  attempt: number;
  closed_attempt: number;
  /** The last sequence as it was. */
  before: number;
  moved: number;
  added: number;
  sequences: Record<string, number>;
}

/** What the events say about the session's row. */
export interface Marks {
  status: string | null;
  step: string | null;
  starts: boolean;
  reopens: boolean;
  closes: boolean;
}

/** Allocates, inserts and moves the session's row along, or does nothing where the attempt does not take events. */
export function appendStatement(
  id: string,
  { attempt, correlationId, events, counts = {} }: Append,
  lines: string[],
  marks: Marks,
) {
  const { status, step, starts, reopens, closes } = marks;
  const types = events.map(({ type }) => type as string);
  const keys = events.map(({ dedupeKey }) => dedupeKey);
  return Prisma.sql`
    with given as (
      select * from unnest(${types}::text[], ${keys}::text[], ${lines}::text[]) with ordinality as g (type, key, data, place)
    ), present as (
      select dedupe_key, sequence from session_events where session_id = ${id} and dedupe_key = any(${keys}::text[])
    ), fresh as (
      select type, key, data::jsonb as data, (row_number() over (order by place))::int as n
      from given where key not in (select dedupe_key from present)
    ), moved as (
      update sessions set
        last_sequence = last_sequence + (select count(*)::int from fresh),
        expert_count = expert_count + ${counts.expert ?? 0}::int,
        round_count = round_count + ${counts.round ?? 0}::int,
        contribution_count = contribution_count + ${counts.contribution ?? 0}::int,
        action_count = action_count + ${counts.action ?? 0}::int,
        status = coalesce(${status}::text, status),
        step = coalesce(${step}::text, step),
        attempt = ${attempt}::int,
        closed_attempt = case when ${closes}::bool then ${attempt}::int else closed_attempt end,
        started_at = case when ${starts}::bool then coalesce(started_at, clock_timestamp()) else started_at end,
        ended_at = case when ${closes}::bool then clock_timestamp() when ${reopens}::bool then null else ended_at end,
        updated_at = clock_timestamp()
      where id = ${id}
        and closed_attempt < ${attempt}::int
        and (attempt = ${attempt}::int
          or (${reopens}::bool and attempt = ${attempt}::int - 1 and closed_attempt = attempt))
        and (${events.length}::int = 0 or exists (select from fresh))
      returning last_sequence
    ), added as (
      insert into session_events (session_id, sequence, attempt, type, dedupe_key, correlation_id, data, at)
      select ${id}, moved.last_sequence - (select count(*)::int from fresh) + n, ${attempt}::int, type, key,
        ${correlationId}, data, clock_timestamp()
      from fresh, moved
      returning dedupe_key, sequence
    )
    select s.attempt, s.closed_attempt, s.last_sequence as before,
      (select count(*)::int from moved) as moved,
      (select count(*)::int from added) as added,
      coalesce((select jsonb_object_agg(dedupe_key, sequence)
        from (select * from present union all select * from added) as k), '{}'::jsonb) as sequences
    from sessions s where s.id = ${id}`;
}
