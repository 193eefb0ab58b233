import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { promisify } from 'node:util';
import { venv } from '@bo1/dev/stack/paths';
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { report } from '../rig/figures.ts';
import { brokenInvariants, loggedEvents } from '../rig/invariants.ts';
import { PROBLEMS, ended, openCalls } from '../rig/meeting.ts';
import { type Answer, Person } from '../rig/person.ts';
import { ProductStack } from '../rig/stack.ts';
import { waitFor } from '../rig/wait.ts';

const STEPS = [
  'route',
  'clarify',
  'decompose',
  '/select',
  '/contribute',
  '/judge',
  '/facilitate',
  '/vote',
  '/synthesis',
  '/actions',
];

let stack: ProductStack;
let person: Person;
let temporal: Client;
beforeAll(async () => {
  stack = await ProductStack.start({ BO1_RECONCILE_OLDER_THAN_MS: '3000', BO1_RECONCILE_EVERY_MS: '2000' });
  await stack.simulator.configure({ call_ms: 250 });
  person = await Person.signUp(stack.origin);
  temporal = new Client({ connection: await Connection.connect({ address: stack.read().temporal.address }) });
}, 120_000);
afterAll(async () => {
  await temporal?.connection.close();
  await stack?.end();
}, 60_000);

/** A meeting that has an open call of this kind right now. */
async function meetingIn(step: string): Promise<string> {
  const id = await person.convene(PROBLEMS[0]!, {
    skip_clarification: step !== 'clarify',
    insist_on_board: step !== 'route',
  });
  await waitFor(
    `${step} in ${id}`,
    async () => (await openCalls(await stack.db(), [id])).some((call) => call.endsWith(step)),
    { every: 10 },
  );
  return id;
}

async function expectEnd(id: string, ...ends: string[]): Promise<void> {
  expect(ends).toContain(await ended(stack, id));
  const db = await stack.db();
  await waitFor(
    'the workflow to close',
    async () => (await temporal.workflow.getHandle(id).describe()).status.name !== 'RUNNING',
  );
  expect(await brokenInvariants(db, id)).toEqual([]);
}

const reasonsOf = async (id: string) =>
  (await loggedEvents(await stack.db(), id))
    .filter(({ type }) => type === 'stopping' || type === 'cancelled')
    .map(({ data }) => data.reason);

async function expectReason(id: string, reason: string): Promise<void> {
  const reasons = await reasonsOf(id);
  expect([...new Set(reasons)]).toEqual([reason]);
}

describe('a stop in every step', () => {
  test.each(STEPS)(
    'cancel while %s is open ends cancelled, or complete once the record is there',
    async (step) => {
      const id = await meetingIn(step);
      const { status } = await person.call('POST', `/api/v1/sessions/${id}/cancel`);
      expect(status).toBe(200);
      await expectEnd(id, step === '/actions' ? 'complete' : 'cancelled');
      if (step !== '/actions') await expectReason(id, 'stopped_by_user');
    },
    90_000,
  );
});

/** The engine's own command line, as an admin has it. */
const commandLine = (...args: string[]) =>
  promisify(execFile)(path.join(venv, 'bin/temporal'), [...args, '--address', stack.read().temporal.address]);

test.each<[string, (id: string) => Promise<unknown>]>([
  ['its client', (id) => temporal.workflow.getHandle(id).cancel()],
  ['its command line', (id) => commandLine('workflow', 'cancel', '--workflow-id', id)],
])(
  'cancel by the engine, with %s, ends as the app does: same end, same clean-up, same refund; the page says who',
  async (_, cancel) => {
    const id = await meetingIn('/contribute');
    await cancel(id);
    await expectEnd(id, 'cancelled');
    await expectReason(id, 'cancelled_by_admin');
  },
  90_000,
);

test('terminate is settled by the reconciliation as cancelled', async () => {
  const id = await meetingIn('/contribute');
  await temporal.workflow.getHandle(id).terminate('by an admin');
  expect(await ended(stack, id)).toBe('cancelled');
  const db = await stack.db();
  expect(await brokenInvariants(db, id)).toEqual([]);
  expect(await reasonsOf(id)).toEqual(['terminated']);
}, 90_000);

test.each(['in the middle', 'after the end'])(
  'a reset %s ends well',
  async (when) => {
    const id = await meetingIn(when === 'in the middle' ? '/judge' : '/actions');
    if (when === 'after the end') await expectEnd(id, 'complete');
    const { runId } = await temporal.workflow.getHandle(id).describe();
    await temporal.workflowService.resetWorkflowExecution({
      namespace: 'default',
      workflowExecution: { workflowId: id, runId },
      reason: 'an admin resets it',
      workflowTaskFinishEventId: 4 as never,
      requestId: `${id}-reset`,
    });
    await expectEnd(id, 'complete');
    const db = await stack.db();
    const { rows } = await db.query('select call_key from llm_attempts where session_id = $1 and state = $2', [
      id,
      'settled',
    ]);
    report(`reset ${when}`, {
      settled: rows.length,
      'paid twice': rows.length - new Set(rows.map((row) => row.call_key)).size,
    });
    expect(new Set(rows.map((row) => row.call_key)).size).toBe(rows.length);
  },
  120_000,
);

/** Meetings that were stored and not started, the engine being away; each with its request, to be sent again. */
async function storedOnly(asker: Person, count: number): Promise<{ id: string; again: () => Promise<Answer> }[]> {
  const { supervisor, temporal: engine } = stack.read();
  process.kill(supervisor.pid, 'SIGSTOP'); // nobody restarts the engine meanwhile
  try {
    process.kill(engine.pid, 'SIGKILL');
    return await Promise.all(
      Array.from({ length: count }, async (_, index) => {
        const body = { problem_statement: PROBLEMS[index % PROBLEMS.length], skip_clarification: true };
        const key = { 'idempotency-key': randomUUID() };
        const again = () => asker.call('POST', '/api/v1/sessions', body, key);
        const { status, json } = await again();
        expect([status, json.code]).toEqual([503, 'workflow_engine_unavailable']);
        return { id: json.session_id as string, again };
      }),
    );
  } finally {
    process.kill(supervisor.pid, 'SIGCONT');
    await stack.replaced('temporal', engine.pid);
    await waitFor('the engine', () => temporal.workflowService.getSystemInfo({}));
  }
}

/** Ids of the runs that the engine ever had under a workflow's id. */
async function runsOf(id: string): Promise<string[]> {
  const runs: string[] = [];
  for await (const { runId } of temporal.workflow.list({ query: `WorkflowId = '${id}'` })) runs.push(runId);
  return runs;
}

const reconcile = (name: string): Promise<{ started: number }> =>
  temporal.workflow.execute('reconcileWorkflow', {
    taskQueue: 'orchestration',
    workflowId: `reconcile-${name}-${randomUUID()}`,
    args: [{ older_than_ms: 0 }],
  });

test('two reconciliations and the API at once start each meeting once', async () => {
  const schedule = temporal.schedule.getHandle('bo1-reconcile');
  await schedule.pause(); // the third of the kind would come before these two
  try {
    const asker = await Person.signUp(stack.origin);
    const stored = await storedOnly(asker, 8);
    const ids = stored.map(({ id }) => id);
    for (const id of ids) expect(await runsOf(id)).toEqual([]);

    const reconciled = Promise.all([reconcile('a'), reconcile('b')]);
    await waitFor('the first start', () => temporal.workflow.getHandle(ids[0]!).describe(), { every: 5 });
    const db = await stack.db();
    const unopened = `select count(*)::int as n from sessions where id = any($1) and status = 'created'`;
    const left = (await db.query(unopened, [ids])).rows[0].n as number;
    const answers = await Promise.all(stored.map(({ again }) => again()));
    expect(answers.map(({ status, json }) => [status, json.id])).toEqual(ids.map((id) => [201, id]));
    const started = (await reconciled).map((one) => one.started);

    const [kept, ...others] = ids;
    await Promise.all(others.map((id) => asker.call('POST', `/api/v1/sessions/${id}/cancel`)));
    await expectEnd(kept!, 'complete');
    for (const id of others) await expectEnd(id, 'cancelled');
    const openings = await Promise.all(
      ids.map(async (id) => (await loggedEvents(db, id)).filter(({ type }) => type === 'session_started').length),
    );
    const runs = await Promise.all(ids.map(async (id) => (await runsOf(id)).length));
    report('two reconciliations and the API at once', {
      meetings: ids.length,
      'started by the reconciliations': started.join('+'),
      'asked of the API': answers.length,
      'not opened by then': left,
      'runs of the engine': runs.join('+'),
      'openings in the logs': openings.join('+'),
    });
    expect(Math.max(...started)).toBeGreaterThan(0);
    expect(left).toBeGreaterThan(0);
    expect(runs).toEqual(ids.map(() => 1));
    expect(openings).toEqual(ids.map(() => 1));
  } finally {
    await schedule.unpause();
  }
}, 180_000);
