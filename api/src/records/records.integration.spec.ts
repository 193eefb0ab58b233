import { choice, sessionDetail, sessionList, trackedAction } from '@bo1/contracts/meeting/schema';
import { MAX_OWN_ACTIONS } from '@bo1/contracts/record/values';
import { problem } from '@bo1/contracts/errors/schema';
import { extractText, getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { finish, OPTIONS, RECORD } from '../testing/finished.ts';
import { startApi, type ApiRig } from '../testing/rig.ts';
import type { Visitor } from '../testing/visitor.ts';

let rig: ApiRig;
let owner: Visitor;
let other: Visitor;
let admin: Visitor;
beforeAll(async () => {
  rig = await startApi({ parts: ['postgres', 'redis'], env: { TEMPORAL_ADDRESS: '127.0.0.1:1' } });
  owner = await rig.person();
  other = await rig.person();
  admin = await rig.person({ role: 'admin' });
});
afterAll(() => rig?.stop());

async function finished(): Promise<string> {
  const id = await rig.meetingOf(owner);
  await finish(rig.db, id);
  return `/api/v1/sessions/${id}`;
}
const detailOf = async (path: string) => sessionDetail.parse((await owner.get(path)).body);
const inList = async (path: string) =>
  sessionList.parse((await owner.get('/api/v1/sessions')).body).sessions.find(({ id }) => path.endsWith(id));

describe('what a person chose', () => {
  it('is recorded, changed, and later has an outcome, in the meeting and in the list', async () => {
    const path = await finished();
    expect(await detailOf(path)).toMatchObject({ chosen: null, outcome: null, choice: null });
    const first = await owner.call('PUT', `${path}/choice`, { option: OPTIONS[1], note: 'As the board says.' });
    expect(choice.parse(first.body)).toMatchObject({ option: OPTIONS[1], own_words: null, note: 'As the board says.' });
    const second = await owner.call('PUT', `${path}/choice`, { own_words: 'Sell online only' });
    const changed = choice.parse(second.body);
    expect(changed).toMatchObject({ option: null, own_words: 'Sell online only', note: '', outcome: null });
    expect(changed.recorded_at).toBe(choice.parse(first.body).recorded_at);
    expect(changed.updated_at > changed.recorded_at).toBe(true);

    const outcome = { result: 'mixed', note: 'Slow at first.', known_on: '2026-11-20' };
    const turnedOut = await owner.call('PUT', `${path}/outcome`, outcome);
    expect(choice.parse(turnedOut.body).outcome).toMatchObject(outcome);
    await owner.call('PUT', `${path}/outcome`, { ...outcome, result: 'went_well' });
    expect(await inList(path)).toMatchObject({ chosen: 'Sell online only', outcome: 'went_well' });
    expect((await detailOf(path)).choice?.outcome?.result).toBe('went_well');
  });

  it('can be taken back, its outcome with it, as often as one likes', async () => {
    const path = await finished();
    await owner.call('PUT', `${path}/choice`, { option: OPTIONS[0] });
    await owner.call('PUT', `${path}/outcome`, { result: 'went_badly', known_on: '2026-11-20' });
    expect((await owner.call('DELETE', `${path}/outcome`)).status).toBe(204);
    expect((await detailOf(path)).choice).toMatchObject({ option: OPTIONS[0], outcome: null });
    await owner.call('PUT', `${path}/outcome`, { result: 'went_badly', known_on: '2026-11-20' });
    for (const _ of [1, 2]) expect((await owner.call('DELETE', `${path}/choice`)).status).toBe(204);
    expect(await detailOf(path)).toMatchObject({ chosen: null, outcome: null, choice: null });
  });

  it('survives being sent by two windows at once', async () => {
    const path = await finished();
    const sent = OPTIONS.map((option) => owner.call('PUT', `${path}/choice`, { option }));
    expect((await Promise.all(sent)).map(({ status }) => status)).toEqual(OPTIONS.map(() => 200));
  });

  it('is one of the options or own words, and comes after the record and before its outcome', async () => {
    const path = await finished();
    const refused = async (part: string, body: object) => {
      const answer = await owner.call('PUT', `${path}/${part}`, body);
      return [answer.status, problem.parse(answer.body).code];
    };
    const invalid = [422, 'validation_failed'];
    expect(await refused('choice', { option: 'Move to Mars' })).toEqual(invalid);
    expect(await refused('choice', {})).toEqual(invalid);
    expect(await refused('choice', { option: OPTIONS[0], own_words: 'Both' })).toEqual(invalid);
    expect(await refused('choice', { own_words: '  ' })).toEqual(invalid);
    expect(await refused('choice', { own_words: 'x'.repeat(301) })).toEqual(invalid);
    expect(await refused('choice', { own_words: 'fine', note: 'a\u0000b' })).toEqual(invalid);
    expect(await refused('outcome', { result: 'mixed', known_on: '2026-11-20' })).toEqual([409, 'no_choice']);
    await owner.call('PUT', `${path}/choice`, { option: OPTIONS[0] });
    expect(await refused('outcome', { result: 'mixed', known_on: '2099-01-01' })).toEqual(invalid);
    expect(await refused('outcome', { result: 'mixed', known_on: '2026-02-30' })).toEqual(invalid);
    expect(await refused('outcome', { result: 'superb', known_on: '2026-11-20' })).toEqual(invalid);
    const running = await rig.meetingOf(owner, { status: 'running' });
    const early = await owner.call('PUT', `/api/v1/sessions/${running}/choice`, { own_words: 'Anything' });
    expect([early.status, problem.parse(early.body).code]).toEqual([409, 'no_record']);
  });

  it('is nobody else’s to change, also not an admin’s', async () => {
    const path = await finished();
    for (const somebody of [other, admin]) {
      const calls = [
        somebody.call('PUT', `${path}/choice`, { option: OPTIONS[0] }),
        somebody.call('PUT', `${path}/outcome`, { result: 'mixed', known_on: '2026-11-20' }),
        somebody.call('DELETE', `${path}/choice`),
        somebody.call('DELETE', `${path}/outcome`),
        somebody.call('PATCH', `${path}/actions/${path.split('/').at(-1)}-sp0-a1`, { status: 'done' }),
      ];
      expect((await Promise.all(calls)).map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
    }
  });
});

describe('an action', () => {
  it('is set to done or another day, and the log keeps the plan', async () => {
    const path = await finished();
    const action = `${path}/actions/${path.split('/').at(-1)}-sp0-a2`;
    const begun = trackedAction.parse((await owner.call('PATCH', action, { status: 'in_progress' })).body);
    expect(begun).toMatchObject({ status: 'in_progress', due_date: '2027-02-15' });
    const again = trackedAction.parse((await owner.call('PATCH', action, { status: 'in_progress' })).body);
    expect(again.status_changed_at).toBe(begun.status_changed_at);
    const later = await owner.call('PATCH', action, { status: 'done', due_date: '2027-03-01' });
    expect(trackedAction.parse(later.body)).toMatchObject({ status: 'done', due_date: '2027-03-01' });
    expect((await detailOf(path)).actions.map(({ status }) => status)).toEqual(['todo', 'done']);
    for (const bad of [{}, { status: 'perhaps' }, { due_date: '0000-01-01' }, { title: 'x' }])
      expect((await owner.call('PATCH', action, bad)).status).toBe(422);
    expect((await owner.call('PATCH', action.replace(/a2$/, 'a9'), { status: 'done' })).status).toBe(404);
    const elsewhere = await finished();
    const foreign = `${elsewhere}/actions/${action.split('/').at(-1)}`;
    expect((await owner.call('PATCH', foreign, { status: 'todo' })).status).toBe(404);
  });
});

describe('an action of one’s own', () => {
  it('stands after the plan, once however often it is sent, with its owner, and is taken away again', async () => {
    const path = await finished();
    const body = { title: 'Call the landlord', due_date: '2027-01-10', owner: 'Nora' };
    const key = { 'idempotency-key': 'add-1' };
    const sent = [await owner.post(`${path}/actions`, body, key), await owner.post(`${path}/actions`, body, key)];
    const [made, again] = sent.map((answer) => trackedAction.parse(answer.body));
    expect(made).toMatchObject({ ...body, sub_problem_index: null, status: 'todo', priority: 'medium' });
    expect([sent.map(({ status }) => status), again]).toEqual([[201, 201], made]);
    const reused = await owner.post(`${path}/actions`, { ...body, title: 'Call the city' }, key);
    expect(problem.parse(reused.body).code).toBe('idempotency_key_reused');
    await owner.call('PATCH', `${path}/actions/${made!.id}`, { status: 'done', owner: null });
    const planned = `${path}/actions/${path.split('/').at(-1)}-sp0-a1`;
    await owner.call('PATCH', planned, { owner: ' Milan ' });
    const { actions } = await detailOf(path);
    expect(actions.map((one) => [one.title, one.owner, one.status])).toEqual([
      ['Apply for the stall', 'Milan', 'todo'],
      ['Count the customers', null, 'todo'],
      ['Call the landlord', null, 'done'],
    ]);
    expect((await owner.get(`${path}/record.md`)).text).toContain('owner: Milan');
    const gone = await owner.call('DELETE', planned);
    expect([gone.status, problem.parse(gone.body).code]).toEqual([409, 'conflict']);
    for (const _ of [1, 2]) expect((await owner.call('DELETE', `${path}/actions/${made!.id}`)).status).toBe(204);
    expect((await detailOf(path)).actions).toHaveLength(2);
  });

  it('may be a reminder of what would reopen the decision, in the record’s own words', async () => {
    const path = await finished();
    const reminder = { title: 'Look at June', due_date: '2027-07-01', reminder_of: RECORD.reopen_if[0] };
    const made = await owner.post(`${path}/actions`, reminder);
    expect(trackedAction.parse(made.body)).toMatchObject(reminder);
    expect((await owner.get(`${path}/record.md`)).text).toContain('**Would reopen the decision:** The stall sells');
    for (const bad of [{ ...reminder, reminder_of: 'x' }, { ...reminder, title: ' ' }, { title: 'Only a title' }])
      expect((await owner.post(`${path}/actions`, bad)).status).toBe(422);
    const calendar = await owner.get(`${path}/record.ics`);
    expect(calendar.headers.get('content-type')).toContain('text/calendar');
    expect(calendar.text).toContain('SUMMARY:Look at June\r\n');
    expect((await other.get(`${path}/record.ics`)).status).toBe(404);
    const running = await rig.meetingOf(owner, { status: 'running' });
    const early = await owner.post(`/api/v1/sessions/${running}/actions`, {
      title: 'Too early',
      due_date: '2027-07-01',
    });
    expect([early.status, problem.parse(early.body).code]).toEqual([409, 'no_record']);
    for (const somebody of [other, admin]) expect((await somebody.post(`${path}/actions`, reminder)).status).toBe(404);
  });

  it('ends where nobody would read on', async () => {
    const path = await finished();
    const add = (title: string) => owner.post(`${path}/actions`, { title, due_date: '2027-01-10' });
    const id = path.split('/').at(-1)!;
    const row = { sessionId: id, subProblemIndex: -1, priority: 'low', dueDate: new Date('2027-01-10'), title: 'One' };
    await rig.db.action.createMany({
      data: Array.from({ length: MAX_OWN_ACTIONS - 1 }, (_, position) => ({
        ...row,
        position,
        id: `${id}-${position}`,
      })),
    });
    const sent = await Promise.all([add('The last'), add('One too many')]);
    expect(sent.map(({ status }) => status).sort()).toEqual([201, 409]);
  });
});

describe('the exports', () => {
  it('say the same as the page: choice, outcome and where each action stands', async () => {
    const path = await finished();
    const id = path.split('/').at(-1);
    await owner.call('PUT', `${path}/choice`, { option: OPTIONS[3], note: 'The oven first.' });
    await owner.call('PUT', `${path}/outcome`, { result: 'went_well', note: 'Debt is gone.', known_on: '2026-11-20' });
    await owner.call('PATCH', `${path}/actions/${id}-sp0-a1`, { status: 'dropped' });
    const markdown = await owner.get(`${path}/record.md`);
    const response = await fetch(`${rig.url}${path}/record.pdf`, { headers: { cookie: owner.cookie } });
    expect(response.headers.get('content-type')).toBe('application/pdf');
    const pdf = await getDocumentProxy(new Uint8Array(await response.arrayBuffer()));
    const printed = (await extractText(pdf, { mergePages: true })).text.replace(/\s+/g, ' ');
    const said = [
      RECORD.decision,
      'Wait a year',
      'The oven first.',
      'It went well',
      'Debt is gone.',
      'Dropped',
      'To do',
    ];
    for (const words of [...said, RECORD.dissent[0]!.view, ...RECORD.reopen_if, 'Part 2: How to pay for it']) {
      expect(markdown.text).toContain(words);
      expect(printed).toContain(words);
    }
    const json = (await owner.get<{ session: unknown; events: unknown[] }>(`${path}/record.json`)).body;
    const { yours: _, ...session } = await detailOf(path);
    expect(sessionDetail.parse(json.session)).toEqual(session);
    for (const format of ['md', 'json', 'pdf']) {
      const file = await owner.get(`${path}/record.${format}`);
      expect(file.headers.get('content-disposition')).toContain(
        `filename="decision-should-our-bakery-in-ghent-open-a-second-shop-next-spring-2026-11-22.${format}"`,
      );
      expect(file.headers.get('cache-control')).toBe('no-store');
      expect((await other.get(`${path}/record.${format}`)).status).toBe(404);
      expect((await admin.get(`${path}/record.${format}`)).status).toBe(200);
    }
  });

  it('are printed for many at once', async () => {
    const path = await finished();
    const prints = Array.from({ length: 8 }, () => owner.get(`${path}/record.pdf`));
    for (const { status, text } of await Promise.all(prints))
      expect([status, text.slice(0, 5)]).toEqual([200, '%PDF-']);
  });
});
