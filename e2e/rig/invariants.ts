import { sessionEvent } from '@bo1/contracts/events/schema';
import { TERMINAL_EVENTS } from '@bo1/contracts/events/values';
import type { Pool } from 'pg';

/** A row of the log as Postgres holds it. */
export interface LoggedEvent {
  sequence: number;
  attempt: number;
  type: string;
  dedupe_key: string;
  correlation_id: string;
  data: any;
  at: Date;
}

const STATUS_AFTER: Record<string, string> = {
  complete: 'completed',
  partial: 'partial',
  failed: 'failed',
  cancelled: 'cancelled',
};
const isTerminal = (type: string) => (TERMINAL_EVENTS as readonly string[]).includes(type);

export async function loggedEvents(db: Pool, sessionId: string): Promise<LoggedEvent[]> {
  const { rows } = await db.query('select * from session_events where session_id = $1 order by sequence', [sessionId]);
  return rows;
}

/**
 * Everything that must hold of a meeting that has ended, read from the tables alone. Returns what is wrong, in words;
 * an empty list is the proof.
 */
export async function brokenInvariants(db: Pool, sessionId: string): Promise<string[]> {
  const events = await loggedEvents(db, sessionId);
  const { rows } = await db.query('select * from sessions where id = $1', [sessionId]);
  const session = rows[0];
  if (session === undefined) return [`${sessionId}: no row`];
  const problems = [
    ...brokenSequence(sessionId, events),
    ...brokenEndings(events),
    ...foreignCorrelations(session, events),
    ...brokenRounds(events),
    ...brokenCounts(session, events),
    ...(await brokenContributions(db, sessionId, events)),
    ...(await brokenMoney(db, sessionId, session)),
  ];
  return problems.map((problem) => `${sessionId}: ${problem}`);
}

/** Each event leads back to the request that began its attempt; a retry is a request of its own. */
function foreignCorrelations(session: { attempt: number; correlation_id: string }, events: LoggedEvent[]): string[] {
  const began = new Map([[session.attempt, session.correlation_id]]);
  return events.flatMap(({ sequence, attempt, correlation_id }) => {
    if (!began.has(attempt)) began.set(attempt, correlation_id);
    return began.get(attempt) === correlation_id ? [] : [`event ${sequence} has the correlation id ${correlation_id}`];
  });
}

function brokenSequence(sessionId: string, events: LoggedEvent[]): string[] {
  const problems: string[] = [];
  events.forEach((event, index) => {
    if (event.sequence !== index + 1) problems.push(`event ${index + 1} has sequence ${event.sequence}`);
    const parsed = sessionEvent.safeParse({
      event_version: 1,
      session_id: sessionId,
      sequence: event.sequence,
      attempt: event.attempt,
      type: event.type,
      at: event.at.toISOString(),
      correlation_id: event.correlation_id,
      data: event.data,
    });
    if (!parsed.success) problems.push(`event ${event.sequence} (${event.type}) breaks its contract`);
  });
  if (new Set(events.map((event) => event.dedupe_key)).size !== events.length) problems.push('a fact is logged twice');
  return problems;
}

function brokenEndings(events: LoggedEvent[]): string[] {
  const problems: string[] = [];
  for (const attempt of new Set(events.map((event) => event.attempt))) {
    const own = events.filter((event) => event.attempt === attempt);
    const ends = own.filter((event) => isTerminal(event.type));
    if (attempt > 1 && own[0]!.type !== 'retried') problems.push(`attempt ${attempt} opens with ${own[0]!.type}`);
    if (ends.length !== 1) problems.push(`attempt ${attempt} has ${ends.length} terminal events`);
    if (!isTerminal(own.at(-1)!.type))
      problems.push(`attempt ${attempt} goes on after its end with ${own.at(-1)!.type}`);
  }
  return problems;
}

/** Each expert of a round that was finished speaks exactly once; a round cut by the end may miss some, never repeat one. */
function brokenRounds(events: LoggedEvent[]): string[] {
  const problems: string[] = [];
  const spoken = new Map<string, number>();
  for (const { type, data } of events) {
    if (type !== 'contribution') continue;
    const key = `${data.sub_problem_index}/${data.round}/${data.expert_code}`;
    spoken.set(key, (spoken.get(key) ?? 0) + 1);
  }
  for (const [key, times] of spoken) if (times !== 1) problems.push(`contribution ${key} occurs ${times} times`);
  for (const judged of events.filter((event) => event.type === 'round_judged')) {
    const place = `${judged.data.sub_problem_index}/${judged.data.round}`;
    const opened = events.find(
      ({ type, data }) => type === 'round_started' && `${data.sub_problem_index}/${data.round}` === place,
    );
    const experts: string[] = opened?.data.experts ?? [];
    if (experts.length === 0) problems.push(`round ${place} names no experts`);
    for (const expert of experts)
      if (!spoken.has(`${place}/${expert}`)) problems.push(`round ${place}: ${expert} is silent`);
  }
  return problems;
}

function brokenCounts(session: any, events: LoggedEvent[]): string[] {
  const problems: string[] = [];
  const count = (type: string) => events.filter((event) => event.type === type).length;
  const actions = events
    .filter((event) => event.type === 'actions_created')
    .flatMap((event) => event.data.actions).length;
  const expected: [string, number][] = [
    ['last_sequence', events.length],
    ['contribution_count', count('contribution')],
    ['round_count', count('round_started')],
    ['expert_count', count('expert_selected')],
    ['action_count', actions],
    ['closed_attempt', session.attempt],
  ];
  for (const [column, value] of expected)
    if (session[column] !== value) problems.push(`${column} is ${session[column]}, the log says ${value}`);
  const end = events.at(-1)?.type ?? 'nothing';
  if (session.status !== STATUS_AFTER[end]) problems.push(`status ${session.status} after ${end}`);
  return problems;
}

async function brokenContributions(db: Pool, sessionId: string, events: LoggedEvent[]): Promise<string[]> {
  const { rows } = await db.query('select id, text from contributions where session_id = $1', [sessionId]);
  const logged = new Map(
    events.filter((event) => event.type === 'contribution').map(({ data }) => [data.contribution_id, data.text]),
  );
  const problems = rows
    .filter((row) => logged.get(row.id) !== row.text)
    .map((row) => `contribution ${row.id} differs from its event`);
  if (rows.length !== logged.size) problems.push(`${rows.length} contributions, ${logged.size} events of them`);
  return problems;
}

async function brokenMoney(db: Pool, sessionId: string, session: any): Promise<string[]> {
  const problems: string[] = [];
  const one = async (sql: string) => (await db.query(sql, [sessionId])).rows[0];
  const left = await one(`select count(*)::int as n from llm_attempts where session_id = $1 and state = 'reserved'`);
  if (left.n > 0) problems.push(`${left.n} attempts are still reserved`);
  const held = await one(`select count(*)::int as n from reservations where session_id = $1 and state <> 'released'`);
  if (held.n > 0) problems.push(`${held.n} reservations are still held`);
  const budget = await one('select * from budgets where session_id = $1');
  const sums = await one(
    `select coalesce(sum(cost_micros) filter (where state = 'settled'), 0)::text as settled,
            coalesce(sum(cost_micros) filter (where state = 'presumed'), 0)::text as presumed
       from llm_attempts where session_id = $1`,
  );
  if (budget !== undefined) {
    if (budget.state !== 'closed') problems.push(`the budget is ${budget.state}`);
    if (String(budget.settled_micros) !== sums.settled)
      problems.push(`settled ${budget.settled_micros}, rows say ${sums.settled}`);
    if (String(budget.presumed_micros) !== sums.presumed)
      problems.push(`presumed ${budget.presumed_micros}, rows say ${sums.presumed}`);
  }
  const allowance = await one('select state from allowances where session_id = $1');
  const expected = ['completed', 'partial'].includes(session.status) ? 'settled' : 'released';
  if (allowance === undefined) problems.push('no allowance');
  else if (allowance.state !== expected) problems.push(`allowance ${allowance.state} after ${session.status}`);
  return problems;
}
