import { randomUUID } from 'node:crypto';
import { found, textsIn } from '@bo1/temporal/testing/texts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { report } from '../rig/figures.ts';
import { type Asked, Typing } from '../rig/canaries.ts';
import { linesOf, textsOfEngine, textsOfLogs } from '../rig/history.ts';
import { loggedEvents } from '../rig/invariants.ts';
import { ended } from '../rig/meeting.ts';
import { read } from '../rig/reader.ts';
import { ProductStack } from '../rig/stack.ts';

let stack: ProductStack;
beforeAll(async () => {
  stack = await ProductStack.start();
  await stack.simulator.configure({ call_ms: 20 });
}, 120_000);
afterAll(() => stack?.end(), 60_000);

const PARTS = ['proxy', 'web', 'api', 'worker', 'temporal', 'postgres', 'redis', 's3'];
/** Of the request that began the meeting whose plan fails. */
const CORRELATION_ID = `request-${randomUUID()}`;

/** Meetings of every shape, and everything that a person can type, a canary of its own in each field. */
async function meetings(typing: Typing): Promise<Record<'board' | 'again' | 'direct' | 'failed' | 'stopped', string>> {
  const { person, canary } = typing;
  await typing.introduceThemselves();
  const board = await person.convene(
    `Should our bakery ${canary('problem')} open a second shop, sell to restaurants, or repay the loan first?`,
  );
  await read(person, board, {
    onEvent: (event) =>
      event.type === 'clarification_required' ? typing.speakWhileAsked(board, event.data) : undefined,
  });
  await typing.makeTheRecordTheirs(board);
  const again = await person.convene(`And now, after ${canary('problem again')}: hire a baker, a seller or nobody?`, {
    skip_clarification: true,
    context_session_ids: [board],
  });
  const direct = await person.convene(`What is the usual VAT rate on bread, ${canary('routine question')}?`);
  await Promise.all([again, direct].map((id) => ended(stack, id)));
  return { board, again, direct, failed: await failedAndHeldAgain(typing), stopped: await stopped(typing) };
}

async function failedAndHeldAgain({ person, canary }: Typing): Promise<string> {
  await stack.simulator.fault({ kind: 'wrong_schema', times: 2, match: { tool: 'decomposition' } });
  const problem_statement = `Should we move ${canary('problem that fails')} to Bruges, to Brussels or stay?`;
  const body = { problem_statement, skip_clarification: true, insist_on_board: true };
  const { json } = await person.call('POST', '/api/v1/sessions', body, { 'x-correlation-id': CORRELATION_ID });
  expect(await ended(stack, json.id)).toBe('failed');
  await stack.simulator.clearFaults();
  expect((await person.call('POST', `/api/v1/sessions/${json.id}/retry`)).status).toBe(200);
  expect(await ended(stack, json.id)).toBe('complete');
  return json.id;
}

async function stopped({ person, canary }: Typing): Promise<string> {
  const problem = `Should we sell ${canary('problem that is stopped')}, lease it, or keep it for a year?`;
  const id = await person.convene(problem, { insist_on_board: true });
  await person.call('POST', `/api/v1/sessions/${id}/cancel`);
  await ended(stack, id);
  return id;
}

/** What models said in these meetings: long enough to occur nowhere else. */
async function spokenIn(ids: string[]): Promise<string[]> {
  const db = await stack.db();
  const spoken: string[] = [];
  for (const id of ids)
    for (const { type, data } of await loggedEvents(db, id)) {
      if (type === 'contribution') spoken.push((data.text as string).slice(0, 40));
      if (type === 'synthesis_complete') spoken.push(data.record.decision as string, data.record.rationale as string);
    }
  return [...new Set(spoken)].filter((text) => text.length > 20);
}

describe('meetings of every shape, everything typed that can be', () => {
  let typing: Typing;
  let asked: Asked[];
  let ids: Awaited<ReturnType<typeof meetings>>;
  beforeAll(async () => {
    typing = await Typing.signUp(stack.origin);
    ids = await meetings(typing);
    asked = await typing.mistype();
  }, 240_000);

  test('no text of a person or a model is in a history, a description, a log or an error', async () => {
    const engine = await textsOfEngine(stack.read().temporal.address);
    const logs = textsOfLogs(stack.home, Object.keys(stack.read().simulators));
    const errors = asked.flatMap(({ what, text }) => textsIn(text, `the answer to ${what}`));
    const spoken = await spokenIn(Object.values(ids));
    const needles = [...typing.canaries.values(), ...spoken];
    const leaks = {
      histories: found(needles, engine.texts),
      logs: found(needles, logs.texts),
      errors: found(needles, errors),
    };
    report('canaries', {
      meetings: Object.keys(ids).length,
      'runs of workflows': engine.runs.length,
      'fields typed into': typing.canaries.size,
      'texts of models': spoken.length,
      'texts searched': engine.texts.length + logs.texts.length + errors.length,
      'leaks in histories': leaks.histories.length,
      'leaks in logs': leaks.logs.length,
      'leaks in errors': leaks.errors.length,
    });
    expect(leaks).toEqual({ histories: [], logs: [], errors: [] });
    // The search itself must be able to find something, in all that is searched.
    for (const id of Object.values(ids)) expect(engine.runs).toContain(id);
    expect(engine.runs.filter((id) => id === ids.failed)).toHaveLength(2);
    expect(engine.runs).toContain(`${ids.board}/sp0/1`);
    expect(found([ids.failed], engine.texts)).toHaveLength(1);
    expect(logs.files).toEqual(expect.arrayContaining(PARTS.map((part) => `${part}.log`)));
    expect(found([ids.failed], logs.texts)).toHaveLength(1);
    expect(spoken.length).toBeGreaterThan(10);
  }, 60_000);

  test('a request’s correlation id leads through the API’s log, the workflow and the worker’s log to each event', async () => {
    const events = (await loggedEvents(await stack.db(), ids.failed)).filter(({ attempt }) => attempt === 1);
    expect(events.length).toBeGreaterThan(3);
    expect(new Set(events.map((event) => event.correlation_id))).toEqual(new Set([CORRELATION_ID]));
    const { texts } = await textsOfEngine(stack.read().temporal.address);
    expect(found([CORRELATION_ID], texts)).toEqual([
      { needle: CORRELATION_ID, place: expect.stringContaining(`${ids.failed}/history`) as string },
    ]);
    const ofApi = linesOf(stack.home, 'api', CORRELATION_ID);
    expect(ofApi).toContainEqual(expect.objectContaining({ message: 'meeting created', session_id: ids.failed }));
    expect(ofApi).toContainEqual(
      expect.objectContaining({ message: 'request', req: expect.objectContaining({ method: 'POST' }) as object }),
    );
    const ofWorker = linesOf(stack.home, 'worker', CORRELATION_ID);
    for (const msg of ['A run is opened', 'step failed', 'A run is closed'])
      expect(ofWorker).toContainEqual(expect.objectContaining({ msg, session_id: ids.failed }));
  });
});
