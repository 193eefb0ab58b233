/**
 * What a meeting costs beyond the model: wall time against the time in which the simulator has a call open, and against a
 * bare Temporal harness that makes the very requests of the meeting, interleaved in one run. Calls take 500 ms, 5 s, or what
 * the simulator's own latency says (first token after 0.4–1.2 s, then 80 tokens a second). `--quick`: 500 ms only, fewer
 * repetitions.
 */
import { report } from '../e2e/rig/figures.ts';
import { PROBLEMS } from '../e2e/rig/meeting.ts';
import { Person } from '../e2e/rig/person.ts';
import { ProductStack } from '../e2e/rig/stack.ts';
import { percentile, waitFor } from '../e2e/rig/wait.ts';
import type { Requests } from './harness/activities.ts';
import { Harness } from './harness/process.ts';
import { type CallTree, treeOf } from './harness/tree.ts';

const QUICK = process.argv.includes('--quick');
const AT_ONCE = 16;

/** ms a call; null: the simulator's own latency. */
type Latency = number | null;
const named = (latency: Latency) => (latency === null ? "at the simulator's own latency" : `at ${latency} ms a call`);

const stack = await ProductStack.start({ BO1_SESSION_LIMIT: '1000' });
const person = await Person.signUp(stack.origin);
const { temporal, simulators } = stack.read();
const harness = await Harness.start(temporal.address, simulators.anthropic.url);
try {
  await compare(500, QUICK ? 2 : 4);
  await compareManyAtOnce(500, QUICK ? 1 : 3);
  if (!QUICK) {
    for (const latency of [5_000, null]) {
      await compare(latency, 1);
      await compareManyAtOnce(latency, 1);
    }
  }
} finally {
  await harness.end();
  await stack.end();
}

/** Meetings from their requests to their terminal events, without questions. `walls` in ms. */
async function meet(problems: readonly string[]): Promise<{ ids: string[]; walls: number[]; since: number }> {
  const since = Date.now();
  const convened = await Promise.all(
    problems.map(async (problem) => {
      const asked = Date.now();
      return { asked, id: await person.convene(problem, { skip_clarification: true, insist_on_board: true }) };
    }),
  );
  const ids = convened.map(({ id }) => id);
  const db = await stack.db();
  const open = 'select from sessions where id = any($1) and closed_attempt < attempt limit 1';
  await waitFor('the end of the meetings', async () => (await db.query(open, [ids])).rowCount === 0, {
    within: 900_000,
    every: 250,
  });
  const { rows } = await db.query(
    'select session_id as id, max(at) as at from session_events where session_id = any($1) group by session_id',
    [ids],
  );
  const endOf = new Map(rows.map(({ id, at }) => [id as string, (at as Date).getTime()]));
  return { ids, walls: convened.map(({ id, asked }) => endOf.get(id)! - asked), since };
}

/** Teaches the harness the requests of a meeting, and gives the tree of its calls. */
async function teach(sessionId: string): Promise<CallTree> {
  const db = await stack.db();
  const { rows } = await db.query<{ key: string; request: string }>(
    'select call_key as key, request_id as request from llm_attempts where session_id = $1 order by created_at',
    [sessionId],
  );
  const requests: Requests = {};
  for (const { request } of rows) requests[request] = (await stack.simulator.prompt(request)).body;
  await harness.learn(requests);
  return treeOf(rows);
}

async function compare(latency: Latency, times: number): Promise<void> {
  await stack.simulator.configure({ call_ms: 100 });
  const warm = await meet([PROBLEMS[0]!]);
  await harness.run(await teach(warm.ids[0]!));
  await stack.simulator.configure({ call_ms: latency });
  const overheads: number[] = [];
  const quotients: number[] = [];
  for (let run = 0; run < times; run++) {
    const ours = await meet([PROBLEMS[run % PROBLEMS.length]!]);
    const { busy_ms: busy } = await stack.simulator.busy(ours.since);
    const wall = ours.walls[0]!;
    const floor = await harness.run(await teach(ours.ids[0]!));
    overheads.push((wall - busy) / busy);
    quotients.push(wall / floor);
    report(`one meeting ${named(latency)}`, {
      'wall ms': wall,
      'a call open ms': busy,
      'overhead %': round(100 * overheads.at(-1)!),
      'bare harness ms': floor,
      'wall / harness': round(quotients.at(-1)!),
    });
  }
  report(`meetings ${named(latency)}, medians of ${times}`, {
    'overhead %': round(100 * percentile(overheads, 0.5)),
    'wall / harness': round(percentile(quotients, 0.5)),
  });
}

async function compareManyAtOnce(latency: Latency, runs: number): Promise<void> {
  await stack.simulator.configure({ call_ms: 100 });
  const tree = await teach((await meet([PROBLEMS[0]!])).ids[0]!);
  await stack.simulator.configure({ call_ms: latency });
  const quotients: number[] = [];
  for (let run = 0; run < runs; run++) {
    const floor = percentile(await Promise.all(Array.from({ length: AT_ONCE }, () => harness.run(tree))), 0.99);
    const ours = percentile((await meet(Array.from({ length: AT_ONCE }, () => PROBLEMS[0]!))).walls, 0.99);
    quotients.push(ours / floor);
    report(`${AT_ONCE} meetings at once ${named(latency)}`, {
      'p99 ms': ours,
      'bare harness p99 ms': floor,
      'p99 / harness': round(quotients.at(-1)!),
    });
  }
  report(`${AT_ONCE} at once ${named(latency)}, median of ${runs}`, {
    'p99 / harness': round(percentile(quotients, 0.5)),
  });
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
