import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SessionEvent } from '@bo1/contracts/events/schema';
import { sessionEvent } from '@bo1/contracts/events/schema';
import {
  sessionDetail,
  type AnswersAccepted,
  type SessionDetail,
  type SessionState,
} from '@bo1/contracts/meeting/schema';
import { costsIn } from '../testing/costs.ts';
import { nameOf, routesOf, successesOf } from '../testing/document.ts';
import { finish } from '../testing/finished.ts';
import { startApi, WHOLE_MEETINGS, type ApiRig } from '../testing/rig.ts';
import { pathOf, SAMPLES, type Scene } from '../testing/samples.ts';
import { follow, StreamClient } from '../testing/stream-client.ts';
import type { Visitor } from '../testing/visitor.ts';

let rig: ApiRig;
let person: Visitor;
beforeAll(async () => {
  rig = await startApi(WHOLE_MEETINGS);
  person = await rig.person({ tier: 'pro' });
});
afterAll(() => rig?.stop());

const detail = async (id: string) => (await person.get<SessionDetail>(`/api/v1/sessions/${id}`)).body;
const status = (id: string) => detail(id).then((meeting) => meeting.status);

const endOf = async (id: string) =>
  (await person.get<{ events: SessionEvent[] }>(`/api/v1/sessions/${id}/events`)).body.events.at(-1)!.data;

async function waitingMeeting(): Promise<{ id: string; questions: { id: string }[] }> {
  const id = await person.meeting();
  const client = await new StreamClient(person, id).until((each) =>
    each.frames.some((frame) => frame.event === 'clarification_required'),
  );
  client.close();
  const event = client.frames.find((frame) => frame.event === 'clarification_required')!;
  return { id, questions: (event.data as { data: { questions: { id: string }[] } }).data.questions };
}

describe('a whole meeting over the API', () => {
  it('is asked, answered, followed, and its record downloaded', { timeout: 120_000 }, async () => {
    const { id, questions } = await waitingMeeting();
    expect((await detail(id)).open_questions).toHaveLength(questions.length);
    const path = `/api/v1/sessions/${id}/clarifications`;
    const answers = questions.map((question) => ({ question_id: question.id, answer: 'We have 25,000 euro in cash.' }));

    const unknown = await person.post(path, { answers: [{ question_id: 'q99', answer: 'Yes' }] });
    expect([unknown.status, unknown.body.code]).toEqual([409, 'question_not_open']);
    const doubles = await Promise.all([1, 2, 3].map(() => person.post<AnswersAccepted>(path, { answers })));
    for (const answer of doubles) expect([answer.status, answer.body.remaining_question_ids]).toEqual([200, []]);
    const late = await person.post<AnswersAccepted>(path, { answers });
    expect([late.status, late.body.remaining_question_ids]).toEqual([200, []]);
    const other = answers.map((answer) => ({ ...answer, answer: 'Something else' }));
    expect((await person.post(path, { answers: other })).status).toBe(409);

    const ids = await follow(person, id);
    expect(ids).toEqual(ids.map((_, index) => index + 1));
    const events = (await person.get<{ events: SessionEvent[]; has_more: boolean }>(`/api/v1/sessions/${id}/events`))
      .body;
    expect(events.has_more).toBe(false);
    expect(events.events.map((event) => event.sequence)).toEqual(ids);
    for (const event of events.events) expect(sessionEvent.safeParse(event).error).toBeUndefined();
    expect(events.events.filter((event) => event.type === 'clarification_answered')).toHaveLength(1);
    const meeting = sessionDetail.parse(await detail(id));
    expect(meeting.status).toBe('completed');
    expect(meeting.record?.decision).toBeTruthy();

    await expect.poll(async () => (await detail(id)).archive, { timeout: 20_000 }).toBeTruthy();
    expect((await person.get(`/api/v1/sessions/${id}/record.json`)).status).toBe(200);
    const record = await person.get(`/api/v1/sessions/${id}/record.md`);
    expect(record.headers.get('content-disposition')).toMatch(/filename="decision-[a-z0-9-]+\.md"/);
    expect(record.text).toContain(meeting.record!.decision);
    expect((await detail(id)).archive).toEqual({
      json_url: `/api/v1/sessions/${id}/record.json`,
      markdown_url: `/api/v1/sessions/${id}/record.md`,
    });
    expect((await person.post(`/api/v1/sessions/${id}/cancel`)).body.code).toBe('session_ended');
  });

  it('is paused twice, resumed, answered in parts and stopped', { timeout: 60_000 }, async () => {
    const { id, questions } = await waitingMeeting();
    const post = (verb: string) => person.post<SessionState>(`/api/v1/sessions/${id}/${verb}`);
    expect((await post('pause')).body.status).toBe('paused');
    expect((await post('pause')).status).toBe(200);
    expect((await post('resume')).body.status).toBe('waiting_for_answers');
    const [first, ...rest] = questions;
    const part = { answers: [{ question_id: first!.id, answer: 'Next spring.' }] };
    const partly = await person.post<AnswersAccepted>(`/api/v1/sessions/${id}/clarifications`, part);
    expect([partly.status, partly.body.remaining_question_ids]).toEqual([200, rest.map((question) => question.id)]);
    expect((await post('cancel')).status).toBe(200);
    const ids = await follow(person, id);
    expect(await status(id)).toBe('cancelled');
    expect(await endOf(id)).toEqual({ reason: 'stopped_by_user' });
    expect(ids).toEqual(ids.map((_, index) => index + 1));
    expect((await post('pause')).status).toBe(409);
  });
});

/** A cost in the ledger that no answer may show. */
const COST_MICROS = 3_141_593n;
const COST = '3.141593';

async function setScene(): Promise<Scene> {
  const asking = await waitingMeeting();
  const [decided, failed] = [await rig.meetingOf(person), await rig.meetingOf(person)];
  await finish(rig.db, decided);
  await rig.db.session.update({ where: { id: failed }, data: { status: 'failed', closedAttempt: 1 } });
  for (const sessionId of [decided, failed])
    await rig.db.budget.create({
      data: { sessionId, limitMicros: 9_000_000n, settledMicros: COST_MICROS, state: 'closed' },
    });
  const kept = await rig.db.keptAnswer.create({ data: { userId: person.id, question: 'Cash?', answer: '25,000' } });
  return { person, asking, decided, failed, keptAnswer: kept.id, answered: new Map() };
}

describe('every route of the document', () => {
  it('is asked with success by somebody who is no admin, and tells no cost', { timeout: 60_000 }, async () => {
    const routes = (await routesOf(person)).filter(({ path }) => !path.startsWith('/api/v1/admin/'));
    expect(routes.map(nameOf).toSorted()).toEqual(Object.keys(SAMPLES).toSorted());
    const scene = await setScene();
    const newcomer = rig.stranger();
    for (const [name, sample] of Object.entries(SAMPLES)) {
      const route = routes.find((one) => nameOf(one) === name)!;
      const { at, body } = sample(scene);
      const path = pathOf(route.path, scene, { ...(at && { at }) });
      const who = route.path.startsWith('/api/auth/') ? newcomer : person;
      const answer = await who.call(route.method, path, body);
      expect([name, successesOf(route)]).toEqual([name, expect.arrayContaining([answer.status])]);
      // Whoever signs in is given the token of their session.
      const told = costsIn([answer.body, ...framesIn(answer)]).filter((key) => who === person || key !== 'token');
      expect([name, told, answer.text.includes(COST)]).toEqual([name, [], false]);
      if (who === newcomer) newcomer.cookie = cookieOf(answer.headers) || newcomer.cookie;
      scene.answered.set(name, answer);
    }
    expect(framesIn(scene.answered.get('GET /api/v1/sessions/{id}/stream')!).length).toBeGreaterThan(5);
    const admin = await rig.person({ role: 'admin' });
    const seen = await admin.get(`/api/v1/sessions/${scene.decided}`);
    expect(costsIn(seen.body)).toContain('cost');
    expect(seen.text).toContain(COST);
  });
});

/** What the frames of a stream that was read to its end carry. */
const framesIn = ({ headers, text }: { headers: Headers; text: string }): unknown[] =>
  headers.get('content-type')?.startsWith('text/event-stream')
    ? [...text.matchAll(/^data: (.*)$/gm)].map((match) => JSON.parse(match[1]!) as unknown)
    : [];

const cookieOf = (headers: Headers) =>
  headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
