/**
 * What a meeting costs beyond the model: wall time against the time in which the simulator has a call open, and against a
 * bare Temporal harness with the same call tree, interleaved in one run. `--quick`: fewer repetitions, no 5 s calls.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { report } from '../e2e/rig/figures.ts';
import { PROBLEMS, ended } from '../e2e/rig/meeting.ts';
import { Person } from '../e2e/rig/person.ts';
import { ProductStack } from '../e2e/rig/stack.ts';
import { percentile } from '../e2e/rig/wait.ts';
import type { Shape } from './harness/activities.ts';

const QUICK = process.argv.includes('--quick');
const AT_ONCE = 16;

const stack = await ProductStack.start();
const person = await Person.signUp(stack.origin);
const connection = await Connection.connect({ address: stack.read().temporal.address });
const temporal = new Client({ connection });
const harness = await startHarness();
try {
  await compare(500, QUICK ? 2 : 4);
  if (!QUICK) await compare(5_000, 1);
  await compareManyAtOnce(500);
} finally {
  harness.kill('SIGTERM');
  await connection.close();
  await stack.end();
}

async function startHarness(): Promise<ChildProcess> {
  const child = fork(new URL('./harness/worker.ts', import.meta.url), {
    env: {
      ...process.env,
      TEMPORAL_ADDRESS: stack.read().temporal.address,
      ANTHROPIC_BASE_URL: stack.read().simulators.anthropic.url,
      ANTHROPIC_API_KEY: 'sk-sim-harness',
      BO1_MODEL_MAIN: 'claude-sonnet-5',
    },
  });
  await new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', (code) => reject(new Error(`The harness ended with ${code}.`)));
  });
  return child;
}

/** One meeting from the request to its terminal event, without questions. `busy`: ms with a call open. */
async function meet(problem: string): Promise<{ id: string; wall: number; busy: number }> {
  const since = Date.now();
  const id = await person.convene(problem, { skip_clarification: true, insist_on_board: true });
  await ended(stack, id, 600_000);
  const db = await stack.db();
  const { rows } = await db.query('select max(at) as at from session_events where session_id = $1', [id]);
  const wall = rows[0].at.getTime() - since;
  const { busy_ms } = await stack.simulator.busy(since);
  return { id, wall, busy: busy_ms };
}

async function shapeOf(id: string): Promise<Shape> {
  const db = await stack.db();
  const keys = (await db.query('select call_key from llm_answers where session_id = $1', [id])).rows.map(
    (row) => row.call_key as string,
  );
  const rounds = Math.max(...keys.map((key) => Number(/\/r(\d+)\//.exec(key)?.[1] ?? 0)));
  return {
    rounds,
    experts: keys.filter((key) => key.endsWith('/vote')).length,
    calls_beside_the_judge: keys.filter((key) => key === 'sp0/r1/summary').length,
    facilitated_at_the_end: keys.includes(`sp0/r${rounds}/facilitate`),
  };
}

async function bare(shape: Shape): Promise<number> {
  const since = Date.now();
  await temporal.workflow.execute('bareMeeting', {
    taskQueue: 'bare-harness',
    workflowId: `bare-${randomUUID()}`,
    args: [shape],
  });
  return Date.now() - since;
}

async function compare(callMs: number, times: number): Promise<void> {
  await stack.simulator.configure({ call_ms: callMs });
  const warm = await meet(PROBLEMS[0]!);
  await bare(await shapeOf(warm.id));
  const overheads: number[] = [];
  const quotients: number[] = [];
  for (let run = 0; run < times; run++) {
    const ours = await meet(PROBLEMS[run % PROBLEMS.length]!);
    const floor = await bare(await shapeOf(ours.id));
    overheads.push((ours.wall - ours.busy) / ours.busy);
    quotients.push(ours.wall / floor);
    report(`one meeting at ${callMs} ms a call`, {
      'wall ms': ours.wall,
      'a call open ms': ours.busy,
      'overhead %': round(100 * overheads.at(-1)!),
      'bare harness ms': floor,
      'wall / harness': round(quotients.at(-1)!),
    });
  }
  report(`meetings at ${callMs} ms a call, medians of ${times}`, {
    'overhead %': round(100 * percentile(overheads, 0.5)),
    'wall / harness': round(percentile(quotients, 0.5)),
  });
}

async function compareManyAtOnce(callMs: number): Promise<void> {
  await stack.simulator.configure({ call_ms: callMs });
  const shape = await shapeOf((await meet(PROBLEMS[0]!)).id);
  const runs = QUICK ? 1 : 3;
  const quotients: number[] = [];
  for (let run = 0; run < runs; run++) {
    const floor = percentile(await Promise.all(Array.from({ length: AT_ONCE }, () => bare(shape))), 0.99);
    const ours = percentile(
      (await Promise.all(Array.from({ length: AT_ONCE }, () => meet(PROBLEMS[0]!)))).map((one) => one.wall),
      0.99,
    );
    quotients.push(ours / floor);
    report(`${AT_ONCE} meetings at once at ${callMs} ms a call`, {
      'p99 ms': ours,
      'bare harness p99 ms': floor,
      'p99 / harness': round(ours / floor),
    });
  }
  report(`${AT_ONCE} at once, median of ${runs}`, { 'p99 / harness': round(percentile(quotients, 0.5)) });
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
