import { brokenInvariants } from '../../e2e/rig/invariants.ts';
import { ended, PROBLEMS } from '../../e2e/rig/meeting.ts';
import type { Person } from '../../e2e/rig/person.ts';
import { alive, type ProductStack } from '../../e2e/rig/stack.ts';
import { waitFor } from '../../e2e/rig/wait.ts';
import type { Shape } from './board.ts';
import type { End, Peer } from './peer.ts';

/** Longest time for a meeting, in ms, on a machine with other work: what takes longer is stuck. */
export const STUCK_AFTER = 300_000;

/** The product as a person has it: convened through its API, its worker killed, its tables read. */
export function productPeer(stack: ProductStack, person: Person) {
  return {
    name: 'product',
    title: 'Board of One',
    async begin() {
      const id = await person.convene(PROBLEMS[0]!, { skip_clarification: true, insist_on_board: true });
      return { end: endOf(stack, id) };
    },
    async kill() {
      const { pid } = stack.kill('worker');
      await waitFor('the end of the worker', () => !alive(pid), { within: 5_000, every: 1 });
      return Date.now();
    },
  } satisfies Peer;
}

async function endOf(stack: ProductStack, id: string): Promise<End> {
  const type = await ended(stack, id, STUCK_AFTER);
  const db = await stack.db();
  const { rows } = await db.query('select max(at) as at from session_events where session_id = $1', [id]);
  const spoken = await db.query('select round, expert_code from contributions where session_id = $1', [id]);
  const experts = [...new Set(spoken.rows.map((row) => row.expert_code as string))].sort();
  const problems = await brokenInvariants(db, id);
  return {
    at: rows[0].at.getTime(),
    places: spoken.rows.map((row) => ({ round: row.round, expert: experts.indexOf(row.expert_code) })),
    calls: (await answered(stack, id)).length,
    problems: type === 'complete' ? problems : [`ended as ${type}`, ...problems],
  };
}

async function answered(stack: ProductStack, id: string): Promise<string[]> {
  const db = await stack.db();
  const { rows } = await db.query('select call_key from llm_answers where session_id = $1', [id]);
  return rows.map((row) => row.call_key as string);
}

/** The tree of calls of the meeting that ended last, read off its ledger: what every engine then holds. */
export async function shapeOfLast(stack: ProductStack): Promise<Shape> {
  const db = await stack.db();
  const { rows } = await db.query('select id from sessions order by created_at desc limit 1');
  const keys = await answered(stack, rows[0].id);
  const rounds = Math.max(...keys.map((key) => Number(/\/r(\d+)\//.exec(key)?.[1] ?? 0)));
  return {
    rounds,
    experts: keys.filter((key) => key.endsWith('/vote')).length,
    calls_beside_the_judge: keys.filter((key) => key === 'sp0/r1/summary').length,
    facilitated_at_the_end: keys.includes(`sp0/r${rounds}/facilitate`),
  };
}
