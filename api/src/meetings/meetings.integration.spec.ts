import { createPrisma } from '@bo1/prisma/client';
import { countedDatabase } from '@bo1/prisma/wire-count';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../auth/person.ts';
import { MeetingsRepository } from './meetings.repository.ts';
import type { Problem } from '@bo1/contracts/errors/schema';
import { problem } from '@bo1/contracts/errors/schema';
import { sessionDetail, sessionList, type SessionDetail, type SessionList } from '@bo1/contracts/meeting/schema';
import { startApi, type ApiRig } from '../testing/rig.ts';
import { PROBLEM_STATEMENT, type Visitor } from '../testing/visitor.ts';

type Created = { id: string } & Partial<Problem>;
const body = { problem_statement: PROBLEM_STATEMENT };

let rig: ApiRig;
let person: Visitor;
beforeAll(async () => {
  rig = await startApi({ parts: ['postgres', 'redis', 'temporal'], env: { BO1_SESSION_LIMIT: '25' } });
  person = await rig.person({ tier: 'pro' });
});
afterAll(() => rig?.stop());

const create = (visitor: Visitor, extra: object = {}, headers: Record<string, string> = {}) =>
  visitor.post<Created>('/api/v1/sessions', { ...body, ...extra }, headers);

describe('starting a meeting', () => {
  it('writes the row, its allowance and its correlation id, and starts the workflow under the same id', async () => {
    const answer = await create(person, {}, { 'x-correlation-id': 'the-first-request' });
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({ id: expect.stringMatching(/^bo1_/), status: 'created' });
    expect(answer.headers.get('ratelimit-limit')).toBe('25');
    const row = await rig.db.session.findUniqueOrThrow({ where: { id: answer.body.id }, include: { allowance: true } });
    expect(row).toMatchObject({ userId: person.id, tier: 'pro', correlationId: 'the-first-request', simulated: true });
    expect(row.allowance).toMatchObject({ state: 'reserved' });
  });

  it("takes the person's default for questions, unless the meeting says otherwise", async () => {
    await person.call('PATCH', '/api/v1/me', { skip_clarification_by_default: true });
    const byDefault = await create(person);
    const asked = await create(person, { skip_clarification: false });
    await person.call('PATCH', '/api/v1/me', { skip_clarification_by_default: false });
    const skip = async (id: string) =>
      (await person.get<SessionDetail>(`/api/v1/sessions/${id}`)).body.skip_clarification;
    expect([await skip(byDefault.body.id), await skip(asked.body.id)]).toEqual([true, false]);
  });

  it('starts one meeting however often and however fast a key is sent', async () => {
    const headers = { 'idempotency-key': 'double-click' };
    const before = await rig.db.session.count();
    const answers = await Promise.all(Array.from({ length: 8 }, () => create(person, {}, headers)));
    for (const answer of answers) {
      if (answer.status === 201) continue;
      expect(answer.body.code).toBe('request_in_progress');
      expect(answer.headers.get('retry-after')).toBe('1');
    }
    const again = await create(person, {}, headers);
    expect(again.status).toBe(201);
    const ids = new Set([...answers, again].flatMap((answer) => (answer.status === 201 ? [answer.body.id] : [])));
    expect(ids.size).toBe(1);
    expect(await rig.db.session.count()).toBe(before + 1);
    const other = await create(person, { insist_on_board: true }, headers);
    expect([other.status, other.body.code]).toEqual([409, 'idempotency_key_reused']);
    expect((await create(person, {}, { 'idempotency-key': 'a b' })).status).toBe(422);
  });

  it("keeps one person's keys from another's", async () => {
    const other = await rig.person({ tier: 'pro' });
    const headers = { 'idempotency-key': 'shared' };
    const [mine, theirs] = await Promise.all([create(person, {}, headers), create(other, {}, headers)]);
    expect(mine.body.id).not.toBe(theirs.body.id);
  });

  it('keeps the meeting when the engine is away, and the same key starts it later', async () => {
    const headers = { 'idempotency-key': 'while-away' };
    await rig.stack.halt('temporal');
    const refused = await create(person, {}, headers);
    expect([refused.status, refused.body.code]).toEqual([503, 'workflow_engine_unavailable']);
    expect(refused.headers.get('retry-after')).toBeTruthy();
    expect((await rig.db.session.findUniqueOrThrow({ where: { id: refused.body.session_id! } })).status).toBe(
      'created',
    );
    await rig.stack.resume('temporal');
    await expect.poll(async () => (await create(person, {}, headers)).status, { timeout: 20_000 }).toBe(201);
    expect((await create(person, {}, headers)).body.id).toBe(refused.body.session_id);
  });

  it('takes only own meetings as context', async () => {
    const other = await rig.person();
    const foreign = await rig.meetingOf(other);
    const own = await rig.meetingOf(person);
    const refused = await create(person, { context_session_ids: [own, foreign] });
    expect(refused.status).toBe(422);
    expect(refused.body.errors).toEqual([{ path: 'context_session_ids.1', message: expect.any(String) }]);
    expect((await create(person, { context_session_ids: [own] })).status).toBe(201);
  });

  it('stops at the allowance of the tier, also when asked at once', async () => {
    const free = await rig.person({ tier: 'free' });
    const answers = await Promise.all(Array.from({ length: 6 }, () => create(free)));
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(3);
    expect(answers.filter((answer) => answer.body.code === 'allowance_exhausted')).toHaveLength(3);
  });

  it('limits how fast a person starts meetings, with and without Redis', async () => {
    const busy = await rig.person({ tier: 'pro' });
    for (let n = 0; n < 25; n += 1) await rig.meetingOf(busy);
    await rig.stack.halt('redis');
    const withoutRedis = await create(busy);
    await rig.stack.resume('redis');
    expect([withoutRedis.status, withoutRedis.body.code]).toEqual([429, 'rate_limited']);
    expect(withoutRedis.headers.get('ratelimit-remaining')).toBe('0');
    const fast = await rig.person({ tier: 'pro' });
    await expect
      .poll(async () => (await rig.stranger().get('/api/health/redis')).status, { timeout: 10_000 })
      .toBe(200);
    const statuses = await Promise.all(Array.from({ length: 27 }, () => create(fast).then((answer) => answer.status)));
    expect(statuses.filter((status) => status === 201)).toHaveLength(25);
    expect(statuses.filter((status) => status === 429)).toHaveLength(2);
  });
});

describe('reading meetings', () => {
  it('lists own meetings in pages, newest first, by text and status', async () => {
    const reader = await rig.person();
    const ids: string[] = [];
    for (let n = 0; n < 7; n += 1) {
      const problemStatement =
        n === 3 ? 'Should we raise prices by 100% or not_at all?' : `Question number ${n} of seven`;
      ids.push(
        await rig.meetingOf(reader, {
          problemStatement,
          status: n < 2 ? 'cancelled' : 'created',
          createdAt: new Date(1e12 + (n >> 1)),
        }),
      );
    }
    const seen: string[] = [];
    let cursor: string | null = '';
    do {
      const page: SessionList = (
        await reader.get<SessionList>(`/api/v1/sessions?limit=3${cursor && `&cursor=${cursor}`}`)
      ).body;
      expect(sessionList.safeParse(page).success).toBe(true);
      seen.push(...page.sessions.map((session) => session.id));
      cursor = page.next_cursor;
    } while (cursor);
    expect(new Set(seen)).toEqual(new Set(ids));
    expect(seen).toHaveLength(7);
    const find = async (query: string) =>
      (await reader.get<SessionList>(`/api/v1/sessions?${query}`)).body.sessions.length;
    expect(await find('q=PRICES')).toBe(1);
    expect(await find('q=100%25')).toBe(1);
    expect(await find('q=t_at')).toBe(1);
    expect(await find('q=t_all')).toBe(0);
    expect(await find('status=cancelled')).toBe(2);
    expect((await reader.get('/api/v1/sessions?cursor=nonsense')).status).toBe(422);
  });

  it('reads the list in one statement, whatever was chosen and came of it', async () => {
    const reader = await rig.person();
    for (const ownWords of ['Wait', 'Pilot']) {
      const sessionId = await rig.meetingOf(reader);
      await rig.db.choice.create({ data: { sessionId, ownWords } });
      await rig.db.outcome.create({ data: { sessionId, result: 'mixed', knownOn: new Date('2026-11-01') } });
    }
    const counted = await countedDatabase(rig.stack.settings.DATABASE_URL!);
    const db = createPrisma(counted.url, { poolSize: 1 });
    try {
      const list = () => new MeetingsRepository(db).list({ id: reader.id } as Person, { limit: 20 }, undefined);
      await list(); // connects
      counted.reset();
      expect((await list()).map(({ choice }) => [choice?.ownWords, choice?.outcome?.result])).toEqual([
        ['Pilot', 'mixed'],
        ['Wait', 'mixed'],
      ]);
      expect(counted.roundTrips()).toBe(1);
    } finally {
      await db.$disconnect();
      await counted.close();
    }
  });

  it("is 404 for another person's meeting on every route, and open to admins for reading only", async () => {
    const owner = await rig.person();
    const id = await rig.meetingOf(owner);
    const other = await rig.person();
    const admin = await rig.person({ role: 'admin' });
    for (const path of ['', '/events', '/stream', '/record.json', '/record.md', '/record.pdf']) {
      expect((await other.get(`/api/v1/sessions/${id}${path}`)).status).toBe(404);
    }
    for (const verb of ['pause', 'resume', 'cancel']) {
      expect((await other.post(`/api/v1/sessions/${id}/${verb}`)).status).toBe(404);
      expect((await admin.post(`/api/v1/sessions/${id}/${verb}`)).status).toBe(404);
    }
    const answers = { answers: [{ question_id: 'q1', answer: 'Yes' }] };
    expect((await other.post(`/api/v1/sessions/${id}/clarifications`, answers)).status).toBe(404);
    expect((await admin.get(`/api/v1/sessions/${id}`)).status).toBe(200);
    expect((await admin.get(`/api/v1/sessions/${id}/events`)).body).toEqual({ events: [], has_more: false });
  });

  it('says whose it is; its cost and its workflow to admins and to nobody else', async () => {
    const owner = await rig.person();
    const id = await rig.meetingOf(owner);
    await rig.db.budget.create({ data: { sessionId: id, limitMicros: 2_000_000n, settledMicros: 1_500n } });
    const admin = await rig.person({ role: 'admin' });
    const forOwner = await owner.get<SessionDetail>(`/api/v1/sessions/${id}`);
    const forAdmin = await admin.get<SessionDetail>(`/api/v1/sessions/${id}`);
    expect(sessionDetail.parse(forOwner.body)).not.toHaveProperty('cost');
    expect(forOwner.body).not.toHaveProperty('workflow_url');
    expect([forOwner.body.yours, forAdmin.body.yours]).toEqual([true, false]);
    expect(forAdmin.body.workflow_url).toMatch(new RegExp(`/workflows/${id}$`));
    expect(sessionDetail.parse(forAdmin.body).cost).toMatchObject({ limit: '2.00', settled: '0.0015' });
  });
});

describe('after the end', () => {
  it('refuses every change with session_ended', async () => {
    const id = await rig.meetingOf(person, { status: 'completed', closedAttempt: 1 });
    for (const verb of ['pause', 'resume', 'cancel']) {
      const answer = await person.post(`/api/v1/sessions/${id}/${verb}`);
      expect([answer.status, problem.parse(answer.body).code]).toEqual([409, 'session_ended']);
    }
    const answers = { answers: [{ question_id: 'q1', answer: 'Yes' }] };
    expect((await person.post(`/api/v1/sessions/${id}/clarifications`, answers)).body.code).toBe('session_ended');
    const record = await person.get(`/api/v1/sessions/${id}/record.json`);
    expect([record.status, record.headers.get('retry-after')]).toEqual([404, null]);
  });
});
