import { randomUUID } from 'node:crypto';
import { problem } from '@bo1/contracts/errors/schema';
import { sessionEvent, type SessionEvent } from '@bo1/contracts/events/schema';
import type { SessionDetail } from '@bo1/contracts/meeting/schema';
import { retryAccepted, type RetryAccepted } from '@bo1/contracts/retry/schema';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startApi, WHOLE_MEETINGS, type ApiRig } from '../testing/rig.ts';
import { follow } from '../testing/stream-client.ts';
import type { Visitor } from '../testing/visitor.ts';

/** With the real worker and a simulated vendor that fails where it is told to. */
let rig: ApiRig;
let person: Visitor;
beforeAll(async () => {
  rig = await startApi(WHOLE_MEETINGS);
  person = await rig.person({ tier: 'pro' });
  const sub_problems = GOALS.map((goal, index) => ({
    title: goal,
    goal: PARTS[index]!,
    reason: 'It can be decided on its own.',
    complexity: 2,
    depends_on: index === 2 ? [0] : [],
  }));
  const tools = [{ tool: 'decomposition', input: { rationale: 'Three questions in one.', sub_problems } }];
  await simulator('/scenarios', { name: 'three parts', match: THREE_PARTS, routine: false, tools });
});
afterAll(() => rig?.stop());
beforeEach(() => mends());

const GOALS = ['the northern stall', 'the oven loan', 'the second baker'] as const;
const PARTS = GOALS.map((goal) => `Decide on ${goal}.`);
const THREE_PARTS = 'Three questions about our bakery';

async function simulator<T>(path: string, body?: object, method = 'POST'): Promise<T> {
  const url = `${rig.stack.settings.ANTHROPIC_BASE_URL}/__sim${path}`;
  const response = await fetch(url, { method, ...(body && { body: JSON.stringify(body) }) });
  expect(response.ok).toBe(true);
  return (await response.json().catch(() => undefined)) as T;
}

/** Both answers of a step are useless, so that what it belongs to fails; more where several experts take the step. */
const breaks = (tool: string, text: string, times = 2) =>
  simulator('/faults', { kind: 'wrong_schema', match: { tool, text }, times });
const mends = () => simulator('/faults', undefined, 'DELETE');
const retry = (id: string, body?: object, key?: string, who = person) =>
  who.call<RetryAccepted>('POST', `/api/v1/sessions/${id}/retry`, body, key ? { 'idempotency-key': key } : {});
const eventsOf = async (id: string) =>
  (await person.get<{ events: SessionEvent[] }>(`/api/v1/sessions/${id}/events`)).body.events;
const detailOf = async (id: string) => (await person.get<SessionDetail>(`/api/v1/sessions/${id}`)).body;

async function held(fields: object = {}): Promise<string> {
  const id = await person.meeting({
    problem_statement: `${THREE_PARTS}: the stall, the loan and the baker. What should we do?`,
    skip_clarification: true,
    insist_on_board: true,
    ...fields,
  });
  await follow(person, id);
  return id;
}

/** Meetings in flight when this is asked have no say: the log alone is looked at. */
async function wellFormed(id: string): Promise<SessionEvent[]> {
  const events = await eventsOf(id);
  expect(events.map((event) => event.sequence)).toEqual(events.map((_, index) => index + 1));
  for (const event of events) expect(sessionEvent.safeParse(event).error).toBeUndefined();
  const said = events.filter((event) => event.type === 'contribution').map((event) => event.data.contribution_id);
  expect(new Set(said).size).toBe(said.length);
  for (const own of Map.groupBy(events, (event) => event.attempt).values()) {
    const ends = own.filter(({ type }) => ['complete', 'partial', 'failed', 'cancelled'].includes(type));
    expect(ends).toEqual([own.at(-1)]);
  }
  return events;
}

const payments = async (id: string) => {
  const rows = await rig.db.llmAttempt.findMany({ where: { sessionId: id, state: 'settled', failure: null } });
  return rows.map((row) => row.callKey);
};

describe('a meeting of which a part failed', () => {
  it('is tried again: that part only, and nothing is paid for twice', { timeout: 120_000 }, async () => {
    await breaks('recommendation', GOALS[1], 20);
    const id = await held();
    await mends();
    expect(await detailOf(id)).toMatchObject({ status: 'partial', attempt: 1 });
    const before = await wellFormed(id);
    const paid = await payments(id);

    const key = randomUUID();
    const answers = await Promise.all([retry(id, undefined, key), retry(id, undefined, key), retry(id), retry(id, {})]);
    const accepted = answers.filter(({ status }) => status === 200);
    for (const { body } of accepted) {
      expect(retryAccepted.parse(body)).toEqual({
        id,
        status: 'created',
        attempt: 2,
        again: [1],
        kept: [0, 2],
        planned: [],
      });
    }
    expect(accepted.length).toBeGreaterThanOrEqual(1);
    for (const { status, body } of answers.filter((answer) => answer.status !== 200)) {
      expect([status, ['not_retryable', 'request_in_progress'].includes(problem.parse(body).code)]).toEqual([
        409,
        true,
      ]);
    }
    await expect.poll(async () => (await detailOf(id)).status, { timeout: 60_000 }).toBe('completed');
    // The same request again, when all is over.
    if (answers[0]!.status === 200) expect((await retry(id, undefined, key)).body).toEqual(answers[0]!.body);

    const events = await wellFormed(id);
    expect(events.slice(0, before.length)).toEqual(before);
    const second = events.slice(before.length);
    expect(second[0]).toMatchObject({ type: 'retried', attempt: 2, data: { attempt: 2, again: [1] } });
    const touched = second.flatMap(({ data }) => ('sub_problem_index' in data ? [data.sub_problem_index] : []));
    expect(new Set(touched)).toEqual(new Set([1]));
    expect(second.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['sub_problem_complete', 'synthesis_complete']),
    );
    expect(second.map(({ type }) => type)).not.toContain('round_started');

    const paidAfter = await payments(id);
    expect(new Set(paidAfter).size).toBe(paidAfter.length);
    expect(paidAfter).toEqual(expect.arrayContaining(paid));
    const added = paidAfter.filter((callKey) => !paid.includes(callKey));
    expect(added).toEqual(expect.arrayContaining(['sp1/synthesis', 'sp1/actions', 'synthesis/2']));
    expect(added.filter((callKey) => !/^sp1\/(?:\w+\/vote\/fix|synthesis|actions)$/.test(callKey))).toEqual([
      'synthesis/2',
    ]);
    const detail = await detailOf(id);
    expect(detail).toMatchObject({ attempt: 2, step: 'ended', parts: [{ index: 0 }, { index: 1 }, { index: 2 }] });
    expect(new Set(detail.actions.map((action) => action.sub_problem_index))).toEqual(new Set([0, 1, 2]));
    await expect.poll(async () => (await detailOf(id)).archive, { timeout: 20_000 }).toBeTruthy();
    const row = await rig.db.session.findUniqueOrThrow({ where: { id }, include: { allowance: true, budget: true } });
    expect([row.allowance?.state, row.budget?.state]).toEqual(['settled', 'closed']);
    expect(row.archiveJsonKey).toContain(`${id}/2/`);
    expect(await rig.db.reservation.count({ where: { sessionId: id, state: 'open' } })).toBe(0);
  });

  it('is tried again in one part of two, stopped, and keeps its first decision', { timeout: 120_000 }, async () => {
    await Promise.all([breaks('expert_selection', GOALS[1]), breaks('expert_selection', GOALS[2])]);
    const id = await held();
    const { record } = await detailOf(id);
    expect((await retry(id, { sub_problems: [0] })).body).toMatchObject({ code: 'validation_failed' });
    expect((await retry(id, { sub_problems: [7] })).body).toMatchObject({ code: 'validation_failed' });
    expect((await retry(id, { sub_problems: [] })).status).toBe(422);
    expect(await detailOf(id)).toMatchObject({ status: 'partial', attempt: 1 });

    await breaks('expert_selection', GOALS[2]);
    expect((await retry(id, { sub_problems: [2] })).body).toMatchObject({ attempt: 2, again: [2], kept: [0] });
    await expect.poll(async () => (await detailOf(id)).status, { timeout: 60_000 }).toBe('partial');
    const last = (await wellFormed(id)).at(-1);
    expect(last).toMatchObject({ type: 'partial', attempt: 2, data: { failed_sub_problems: [1, 2] } });
    expect((await detailOf(id)).record).toEqual(record);

    await simulator('/faults', { kind: 'hang', match: { tool: 'expert_selection' }, times: 2 });
    expect((await retry(id)).body).toMatchObject({ attempt: 3, again: [1, 2], kept: [0] });
    await expect.poll(async () => (await detailOf(id)).step, { timeout: 30_000 }).toBe('select_experts');
    expect((await person.post(`/api/v1/sessions/${id}/cancel`)).status).toBe(200);
    await expect.poll(async () => (await detailOf(id)).status, { timeout: 60_000 }).toBe('partial');
    expect((await wellFormed(id)).at(-1)).toMatchObject({ type: 'partial', attempt: 3 });
    expect((await detailOf(id)).record).toEqual(record);
    const allowance = await rig.db.allowance.findUniqueOrThrow({ where: { sessionId: id } });
    expect(allowance.state).toBe('settled');
  });
});

describe('a decided meeting of which actions are missing', () => {
  it('has them planned, and pays for nothing else', { timeout: 120_000 }, async () => {
    await breaks('action_plan', GOALS[1]);
    const id = await held();
    await mends();
    const detail = await detailOf(id);
    expect(detail).toMatchObject({ status: 'completed', missing: { undecided: [], actions: { of: [PARTS[1]] } } });
    const [before, paid] = [await wellFormed(id), await payments(id)];
    expect((await retry(id, { sub_problems: [1] })).body).toMatchObject({ code: 'validation_failed' });
    expect((await retry(id)).body).toMatchObject({ attempt: 2, again: [], kept: [0, 1, 2], planned: [1] });
    await expect.poll(async () => (await detailOf(id)).step, { timeout: 60_000 }).toBe('ended');
    const second = (await wellFormed(id)).slice(before.length);
    expect(second.map(({ type }) => type)).toEqual(['retried', 'actions_created', 'complete']);
    expect(second.at(-1)?.data).toEqual({ decision: detail.decision, stopped_early: false });
    const added = (await payments(id)).filter((callKey) => !paid.includes(callKey));
    expect(added.filter((callKey) => !callKey.startsWith('sp1/actions'))).toEqual([]);
    expect(added).toHaveLength(1);
    const { record, missing, actions } = await detailOf(id);
    expect([record, missing]).toEqual([detail.record, undefined]);
    expect(new Set(actions.map((action) => action.sub_problem_index))).toEqual(new Set([0, 1, 2]));
    expect((await retry(id)).body).toMatchObject({ code: 'not_retryable' });
    expect((await rig.db.allowance.findUniqueOrThrow({ where: { sessionId: id } })).state).toBe('settled');
  });
});

describe('a meeting that failed', () => {
  it('goes on from where it was, and counts as one when it succeeds', { timeout: 120_000 }, async () => {
    await breaks('decomposition', 'stall');
    const id = await held();
    const allowance = () => rig.db.allowance.findUniqueOrThrow({ where: { sessionId: id } });
    expect([(await detailOf(id)).status, (await allowance()).state]).toEqual(['failed', 'released']);
    expect((await retry(id)).body).toMatchObject({ attempt: 2, again: [], kept: [] });
    expect((await allowance()).state).toBe('reserved');
    await expect.poll(async () => (await detailOf(id)).status, { timeout: 60_000 }).toBe('completed');
    expect((await allowance()).state).toBe('settled');
    const events = await wellFormed(id);
    expect(events.filter(({ type }) => type === 'route_decided')).toHaveLength(1);
  });

  it('is not taken up again where the month is used up: nothing changes', async () => {
    const free = await rig.person({ tier: 'free' });
    const id = await rig.meetingOf(free, { status: 'failed', closedAttempt: 1, tier: 'free' });
    for (let used = 0; used < 3; used += 1) {
      const sessionId = await rig.meetingOf(free, { tier: 'free' });
      const period = new Date().toISOString().slice(0, 7);
      await rig.db.allowance.create({ data: { sessionId, userId: free.id, source: 'tier', period, state: 'settled' } });
    }
    const refused = await retry(id, undefined, undefined, free);
    expect([refused.status, problem.parse(refused.body).code]).toEqual([402, 'allowance_exhausted']);
    expect(await rig.db.session.findUniqueOrThrow({ where: { id } })).toMatchObject({ status: 'failed', attempt: 1 });
  });
});

describe('a retry is refused', () => {
  it.each([
    ['created', 0],
    ['running', 0],
    ['waiting_for_answers', 0],
    ['paused', 0],
    ['completed', 1],
    ['cancelled', 1],
  ])('of a meeting that is %s', async (status, closedAttempt) => {
    const id = await rig.meetingOf(person, { status, closedAttempt });
    const answer = await retry(id);
    expect([answer.status, problem.parse(answer.body).code]).toEqual([409, 'not_retryable']);
    expect(await rig.db.session.findUniqueOrThrow({ where: { id } })).toMatchObject({ status, attempt: 1 });
    await rig.db.session.delete({ where: { id } });
  });

  it("of somebody else's meeting, also to an admin, and of none", async () => {
    const id = await rig.meetingOf(person, { status: 'failed', closedAttempt: 1 });
    for (const who of [await rig.person(), await rig.person({ role: 'admin' })]) {
      const answer = await retry(id, undefined, undefined, who);
      expect([answer.status, answer.body]).toEqual([404, expect.objectContaining({ code: 'not_found' })]);
    }
    expect((await retry(`bo1_${randomUUID()}`)).status).toBe(404);
    expect((await retry('nonsense')).status).toBe(400);
    expect((await retry(id, { everything: true })).status).toBe(422);
  });

  it('under a key that was used for something else', async () => {
    const id = await rig.meetingOf(person, { status: 'failed', closedAttempt: 1 });
    const key = randomUUID();
    expect((await retry(id, undefined, key)).status).toBe(200);
    expect((await retry(id, { sub_problems: [0] }, key)).body).toMatchObject({ code: 'idempotency_key_reused' });
  });
});
