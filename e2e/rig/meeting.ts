import type { Pool } from 'pg';
import { loggedEvents } from './invariants.ts';
import { waitFor } from './wait.ts';
import type { ProductStack } from './stack.ts';

export const PROBLEMS = [
  'Our bakery in Ghent makes 40,000 euro profit a year. Should we open a second shop next spring, sell to restaurants instead, or pay off the oven loan first?',
  'We run a 12-person design studio in Lisbon with 9 months of runway. Should we productise our onboarding audit, hire a sales lead, or stay on referrals?',
  'Our clinic in Leeds has 3 doctors and a waiting list of 400 patients. Should we open on Saturdays, add tele-consultations, or recruit a fourth doctor?',
  'We sell a scheduling tool at 29 dollars a month to 800 salons. Should we raise the price by 30 percent, add a free plan, or build payments first?',
  'Our family vineyard in Stellenbosch exports 60 percent through one importer. Should we add a second importer, sell direct online, or plant a premium block?',
  'A regional bus operator with 85 vehicles must renew 20 of them. Should it buy electric buses now, lease them, or extend the diesel fleet by four years?',
];

/** Open calls of a meeting by their names in our ledger, e.g. `sp0/r1/cfo/contribute`. */
export async function openCalls(db: Pool, sessionIds: string[]): Promise<string[]> {
  const { rows } = await db.query(
    `select session_id || ' ' || call_key as call from llm_attempts where state = 'reserved' and session_id = any($1)`,
    [sessionIds],
  );
  return rows.map((row) => row.call as string);
}

/**
 * Calls of these meetings that were in flight at the moment (epoch ms, this machine's clock), named as open ones are.
 * @param until what a dead process had sent is still written up to this moment, before which its successor writes nothing
 */
export async function inFlightAt(db: Pool, sessionIds: string[], moment: number, until = moment): Promise<string[]> {
  const { rows } = await db.query(
    `select session_id || ' ' || call_key as call from llm_attempts
     where session_id = any($1) and created_at <= $3 and (closed_at is null or closed_at > $2)`,
    [sessionIds, new Date(moment), new Date(until)],
  );
  return rows.map((row) => row.call as string);
}

/** Waits until the meeting has its terminal event and its row is closed; returns the last event's type. */
export async function ended(stack: ProductStack, sessionId: string, within = 180_000): Promise<string> {
  return waitFor(
    `the end of ${sessionId}`,
    async () => {
      const db = await stack.db();
      const { rows } = await db.query('select closed_attempt = attempt as closed from sessions where id = $1', [
        sessionId,
      ]);
      if (!rows[0]?.closed) return undefined;
      return (await loggedEvents(db, sessionId)).at(-1)?.type;
    },
    { within, every: 150 },
  ).catch(async (error: Error) => {
    throw new Error(`${error.message} ${await whereItStands(stack, sessionId)}`, { cause: error });
  });
}

/** What a meeting that does not end was about to do: for whoever reads the failure. */
async function whereItStands(stack: ProductStack, sessionId: string): Promise<string> {
  const db = await stack.db();
  const { rows } = await db.query(
    `select status, (select type from session_events e where e.session_id = s.id order by sequence desc limit 1) as last,
       (select round(extract(epoch from now() - max(at))) from session_events e where e.session_id = s.id) as silent_s,
       (select count(*)::int from questions q where q.session_id = s.id and q.state = 'open') as open_questions
     from sessions s where id = $1`,
    [sessionId],
  );
  return JSON.stringify({ ...rows[0], open_calls: await openCalls(db, [sessionId]) });
}

/** First event of these meetings that was logged after the moment (epoch ms, this machine's clock); ms until it. */
export async function progressAfter(stack: ProductStack, sessionIds: string[], moment: number): Promise<number> {
  const at = await waitFor(
    'progress',
    async () => {
      const db = await stack.db();
      const { rows } = await db.query(
        'select min(at) as at from session_events where session_id = any($1) and at > $2',
        [sessionIds, new Date(moment)],
      );
      return rows[0].at as Date | null;
    },
    { within: 60_000, every: 25 },
  );
  return at.getTime() - moment;
}

/** Calls that were paid more than once, named as open ones are, each as often as it was paid again. */
export async function repeatedCalls(db: Pool, sessionIds: string[]): Promise<string[]> {
  const { rows } = await db.query(
    `select session_id || ' ' || call_key as call from llm_attempts
     where session_id = any($1) and number > 1 order by created_at`,
    [sessionIds],
  );
  return rows.map((row) => row.call as string);
}

/** Micro-dollars that open reservations and attempts in flight still hold. */
export async function reservedMoney(db: Pool, sessionIds: string[]): Promise<number> {
  const { rows } = await db.query(
    `select (coalesce((select sum(amount_micros - used_micros) from reservations
         where session_id = any($1) and state = 'open'), 0)
       + coalesce((select sum(reserved_micros) from llm_attempts
         where session_id = any($1) and state = 'reserved'), 0))::int as micros`,
    [sessionIds],
  );
  return rows[0].micros;
}
