import { eventData, type SessionEvent } from '@bo1/contracts/events/schema';
import { EVENT_VERSION, TERMINAL_EVENTS, type TerminalEvent } from '@bo1/contracts/events/values';
import type { TerminalStatus } from '@bo1/contracts/meeting/values';
import { appendStatement, type Append, type Marks, type NewEvent, type WrittenRow } from './append-statement.ts';
import type { Db, Tx } from './client.ts';
import { SessionMissing } from './session-row.ts';
import { storableJson } from './storable.ts';

export type { Append, NewEvent } from './append-statement.ts';
export { lockSession, SessionMissing, type LockedSession } from './session-row.ts';

/** The attempt has its terminal event: nothing can follow it. */
export class AttemptClosed extends Error {
  override name = 'AttemptClosed';
  readonly code = 'attempt_closed';
}

/** An event breaks a rule of the log or of its schema: a fault of the caller. Never holds the event's text. */
export class EventRefused extends Error {
  override name = 'EventRefused';
}

export interface Appended {
  /** The sequence of each event, in their order; of a fact that was known, the one it has had. */
  sequences: number[];
  last_sequence: number;
  /** How many of the events are new. */
  appended: number;
}

export const STATUS_BY_TERMINAL_EVENT = {
  complete: 'completed',
  partial: 'partial',
  failed: 'failed',
  cancelled: 'cancelled',
} as const satisfies Record<TerminalEvent, TerminalStatus>;

/**
 * Writes facts to the log, in one statement: sequences without a gap, only the facts that are not in it, the counts and the
 * status with them. Counts, status and step change only when a fact is new (or none is given), so that a repeated step
 * changes nothing. A terminal event closes its attempt and sets status, step and end; `retried` opens the next one.
 * The session must be locked by this transaction. Throws AttemptClosed for a new fact in a closed attempt, EventRefused.
 */
export async function appendEvents(tx: Tx, session: { id: string }, append: Append): Promise<Appended> {
  const { attempt, events } = append;
  const lines = events.map(checked);
  const marks = marksOf(append);
  const [row] = await tx.$queryRaw<[WrittenRow?]>(appendStatement(session.id, append, lines, marks));
  if (row === undefined) throw new SessionMissing('There is no such session.');
  const sequences = events.map(({ dedupeKey }) => row.sequences[dedupeKey]);
  const known = (sequence: number | undefined): sequence is number => sequence !== undefined;
  if (!sequences.every(known) || (events.length === 0 && row.moved === 0)) {
    if (row.closed_attempt >= attempt) throw new AttemptClosed(`Attempt ${attempt} has ended.`);
    throw new EventRefused(`Attempt ${attempt} is not open: the session is in attempt ${row.attempt}.`);
  }
  return { sequences, last_sequence: row.before + row.added, appended: row.added };
}

function marksOf({ attempt, events, status, step }: Append): Marks {
  const types = events.map(({ type }) => type);
  if (new Set(events.map(({ dedupeKey }) => dedupeKey)).size !== events.length) {
    throw new EventRefused('Two events of one append have the same dedupe key.');
  }
  const terminal = types.findIndex((type) => TERMINAL_EVENTS.some((name) => name === type));
  if (terminal !== -1 && terminal !== types.length - 1) throw new EventRefused('A terminal event is the last one.');
  const reopens = types.includes('retried');
  if (reopens && (types[0] !== 'retried' || attempt < 2))
    throw new EventRefused('`retried` opens an attempt after the first.');
  const ends = terminal === -1 ? undefined : STATUS_BY_TERMINAL_EVENT[types[terminal] as TerminalEvent];
  if (ends !== undefined && status !== undefined && status !== ends) {
    throw new EventRefused(`A session whose last event is ${types[terminal]} cannot be ${status}.`);
  }
  return {
    status: ends ?? status ?? (reopens ? 'running' : null),
    step: ends ? 'ended' : (step ?? null),
    starts: types.includes('session_started'),
    reopens,
    closes: ends !== undefined,
  };
}

/** The event's data as it will be kept. */
function checked(event: NewEvent): string {
  const parsed = eventData[event.type].safeParse(event.data);
  if (parsed.success) return JSON.stringify(storableJson(parsed.data));
  const where = parsed.error.issues.map(({ path, code }) => `${path.join('.') || 'data'} (${code})`).join(', ');
  throw new EventRefused(`The data of ${event.type} does not fit its schema: ${where}.`);
}

/** The log after a sequence, in order: all of it, or at most `limit` events. */
export async function readEvents(
  db: Db | Tx,
  { sessionId, after, limit }: { sessionId: string; after: number; limit?: number },
): Promise<SessionEvent[]> {
  const rows = await db.sessionEvent.findMany({
    where: { sessionId, sequence: { gt: after } },
    orderBy: { sequence: 'asc' },
    ...(limit === undefined ? {} : { take: limit }),
  });
  return rows.map(
    (row) =>
      ({
        event_version: EVENT_VERSION,
        session_id: row.sessionId,
        sequence: row.sequence,
        attempt: row.attempt,
        type: row.type,
        at: row.at.toISOString(),
        correlation_id: row.correlationId,
        data: row.data,
      }) as unknown as SessionEvent,
  );
}
