import { randomUUID } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { report } from '../rig/figures.ts';
import { leaks, searchableHistories } from '../rig/history.ts';
import { loggedEvents } from '../rig/invariants.ts';
import { ended } from '../rig/meeting.ts';
import { Person } from '../rig/person.ts';
import { read } from '../rig/reader.ts';
import { ProductStack } from '../rig/stack.ts';

let stack: ProductStack;
beforeAll(async () => {
  stack = await ProductStack.start();
  await stack.simulator.configure({ call_ms: 20 });
}, 120_000);
afterAll(() => stack?.end(), 60_000);

const canary = () => `canary-${randomUUID().slice(0, 8)}`;

/** Meetings of every shape, a canary of its own in each field that a person can type into. */
async function meetWithCanaries(): Promise<{ needles: string[]; ids: string[] }> {
  const needles = Array.from({ length: 8 }, canary);
  const [problem, answer, profile, routine, failing, stopped, name, goal] = needles as [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  const person = await Person.signUp(stack.origin);
  await person.call('PATCH', '/api/v1/me', { name: `Pat ${name}` });
  const empty = { company: '', industry: '', stage: '', team: '', market: '', goals: '', constraints: '' };
  const saved = await person.call('PUT', '/api/v1/context/profile', {
    ...empty,
    company: `Bakery ${profile}`,
    goals: `Grow ${goal}`,
  });
  expect(saved.status).toBe(200);
  const board = await person.convene(
    `Should our bakery ${problem} open a second shop, sell to restaurants, or repay the loan first?`,
  );
  await read(person, board, {
    onEvent: async (event) => {
      if (event.type !== 'clarification_required') return;
      const answers = event.data.questions.map((question: { id: string }) => ({
        question_id: question.id,
        answer: `We have ${answer} in cash.`,
      }));
      expect((await person.call('POST', `/api/v1/sessions/${board}/clarifications`, { answers })).status).toBe(200);
    },
  });
  const again = await person.convene(`And now, after ${problem}: should we hire a baker, a seller or nobody?`, {
    skip_clarification: true,
    context_session_ids: [board],
  });
  const direct = await person.convene(`What is the usual VAT rate on bread, ${routine}?`);
  await Promise.all([again, direct].map((id) => ended(stack, id)));
  await stack.simulator.fault({ kind: 'wrong_schema', times: 10, match: { tool: 'decomposition' } });
  const failed = await person.convene(`Should we move ${failing} to Bruges, to Brussels or stay?`, {
    skip_clarification: true,
    insist_on_board: true,
  });
  await ended(stack, failed);
  await stack.simulator.clearFaults();
  const cancelled = await person.convene(`Should we sell ${stopped}, lease it, or keep it for a year?`, {
    insist_on_board: true,
  });
  await person.call('POST', `/api/v1/sessions/${cancelled}/cancel`);
  await ended(stack, cancelled);
  return { needles, ids: [board, again, direct, failed, cancelled] };
}

test('no text of a person or a model is in a history, a description or a log', async () => {
  const { needles, ids } = await meetWithCanaries();
  const db = await stack.db();
  const spoken: string[] = [];
  const children: string[] = [];
  for (const id of ids) {
    for (const { type, data } of await loggedEvents(db, id)) {
      if (type === 'contribution') spoken.push((data.text as string).slice(0, 40));
      if (type === 'sub_problem_started') children.push(`${id}/sp${data.sub_problem_index}/1`);
    }
  }
  expect(spoken.length).toBeGreaterThan(10);
  expect(children.length).toBeGreaterThanOrEqual(2);
  const searched = await searchableHistories(stack.read().temporal.address, [...ids, ...children]);
  const found = leaks(searched, [...needles, ...spoken]);
  const logs = readdirSync(path.join(stack.home, 'logs')).filter((file) => /worker|api/.test(file));
  const logged = logs.filter(
    (file) =>
      leaks([{ place: file, text: readFileSync(path.join(stack.home, 'logs', file), 'utf8') }], [...needles, ...spoken])
        .length > 0,
  );
  report('canaries', {
    meetings: ids.length,
    histories: ids.length + children.length,
    'places searched': searched.length,
    canaries: needles.length,
    'leaks in histories': found.length,
    'leaks in logs': logged.length,
  });
  expect(found).toEqual([]);
  expect(logged).toEqual([]);
  // The search itself must be able to find something: an id is in every history.
  expect(leaks(searched, [ids[0]!]).length).toBeGreaterThan(0);
}, 240_000);
