import { afterAll, beforeAll, expect, test } from 'vitest';
import { report } from '../rig/figures.ts';
import { brokenInvariants } from '../rig/invariants.ts';
import { PROBLEMS, ended } from '../rig/meeting.ts';
import { Person } from '../rig/person.ts';
import { ProductStack, alive } from '../rig/stack.ts';
import { waitFor } from '../rig/wait.ts';

/** Silence that counts as quiet: the latest of the due times of a running meeting, of its calls and of the schedules. */
const LIVENESS_MS = 5_000;

let stack: ProductStack;
beforeAll(async () => {
  const env = { BO1_LIVENESS_MS: String(LIVENESS_MS), BO1_RECONCILE_EVERY_MS: '2000', BO1_MAX_ROUNDS: '3' };
  stack = await ProductStack.start(env);
  await stack.simulator.configure({ call_ms: 500 });
}, 120_000);
afterAll(() => stack?.end(), 60_000);

async function waitForRound(id: string): Promise<void> {
  await waitFor('a round', async () => {
    const { rows } = await (await stack.db()).query('select round_count from sessions where id = $1', [id]);
    return rows[0]?.round_count >= 1;
  });
}

test.each<[string, NodeJS.Signals, number]>([
  ['kill -9 of the supervisor', 'SIGKILL', 0],
  ['Ctrl-C, and all due times passed', 'SIGINT', LIVENESS_MS + 1_000],
  ['SIGTERM', 'SIGTERM', 0],
])(
  '%s in the middle of meetings: the next start takes over and they end',
  async (name, signal, downForMs) => {
    const person = await Person.signUp(stack.origin);
    const running = await person.convene(PROBLEMS[1]!, { skip_clarification: true });
    const waiting = await person.convene(PROBLEMS[2]!);
    await waitForRound(running);
    await waitFor('the questions', async () => {
      const { json } = await person.call('GET', `/api/v1/sessions/${waiting}`);
      return json?.status === 'waiting_for_answers';
    });
    const before = stack.pids();
    if (signal === 'SIGKILL') {
      process.kill(stack.supervisorPid, 'SIGKILL');
      await waitFor('the supervisor to be gone', () => !alive(stack.supervisorPid));
    } else {
      await stack.down(signal);
      expect(before.filter(alive), 'processes left').toEqual([]);
    }
    const down = Date.now();
    await waitFor('the due times to pass', () => Date.now() >= down + downForMs);
    const up = Date.now();
    await stack.up();
    await stack.simulator.configure({ call_ms: 500 });
    const { json } = await person.call('GET', `/api/v1/sessions/${waiting}`);
    await person.answerQuestions(waiting, { type: 'clarification_required', data: { questions: json.open_questions } });
    const ends = [await ended(stack, running), await ended(stack, waiting)];
    const db = await stack.db();
    const problems = (await Promise.all([running, waiting].map((id) => brokenInvariants(db, id)))).flat();
    report(name, {
      meetings: 2,
      ends: ends.join('+'),
      'broken invariants': problems.length,
      'ms from the next start to the end': Date.now() - up,
    });
    expect(problems).toEqual([]);
    expect(ends).toEqual(['complete', 'complete']);
  },
  240_000,
);
