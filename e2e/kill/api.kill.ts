import { afterAll, beforeAll, expect, test } from 'vitest';
import { report } from '../rig/figures.ts';
import { brokenInvariants } from '../rig/invariants.ts';
import { PROBLEMS, ended } from '../rig/meeting.ts';
import { Person } from '../rig/person.ts';
import { read } from '../rig/reader.ts';
import { ProductStack } from '../rig/stack.ts';
import { waitFor } from '../rig/wait.ts';

const CLIENTS = 50;
const KILLS = 3;

let stack: ProductStack;
beforeAll(async () => {
  stack = await ProductStack.start();
  await stack.simulator.configure({ call_ms: 500 });
}, 120_000);
afterAll(() => stack?.end(), 60_000);

test('kill -9 of the API under 50 readers: each of them ends with the whole log, once', async () => {
  const person = await Person.signUp(stack.origin);
  const ids = await Promise.all(
    PROBLEMS.slice(0, 2).map((problem) => person.convene(problem, { skip_clarification: true })),
  );
  const readers = Array.from({ length: CLIENTS }, (_, index) => ({ id: ids[index % ids.length]! }));
  const reading = Promise.all(readers.map(({ id }) => read(person, id)));
  for (let kill = 0; kill < KILLS; kill++) {
    const before = await eventCount(ids);
    await waitFor('some more events', async () => (await eventCount(ids)) >= before + 6);
    const { pid } = stack.kill('api');
    await stack.replaced('api', pid);
  }
  const readings = await reading;
  const logs = new Map<string, number[]>();
  for (const id of ids) {
    await ended(stack, id);
    const { json } = await person.call('GET', `/api/v1/sessions/${id}/events?after=0`);
    logs.set(
      id,
      json.events.map((event: { sequence: number }) => event.sequence),
    );
  }
  const whole = readings.filter(
    (reading, index) =>
      reading.done && reading.seen.map((event) => event.id).join() === logs.get(readers[index]!.id)!.join(),
  );
  const db = await stack.db();
  const problems = (await Promise.all(ids.map((id) => brokenInvariants(db, id)))).flat();
  report('kill -9 of the API', {
    kills: KILLS,
    readers: CLIENTS,
    'complete, gap-free, duplicate-free': whole.length,
    reconnects: readings.reduce((sum, reading) => sum + reading.reconnects, 0),
    'events in the logs': [...logs.values()].map((log) => log.length).join('+'),
  });
  expect(problems).toEqual([]);
  expect(whole).toHaveLength(CLIENTS);

  async function eventCount(sessionIds: string[]): Promise<number> {
    const { rows } = await (
      await stack.db()
    ).query('select sum(last_sequence)::int as n from sessions where id = any($1)', [sessionIds]);
    return rows[0].n;
  }
}, 240_000);
