import { adminNoticeList, adminSessionList, sessionSpending } from '@bo1/contracts/spending/schema';
import { closeBudget, openBudget } from '@bo1/prisma/ledger';
import { cashier } from '@bo1/prisma/ledger/testing';
import { inTransaction } from '@bo1/prisma/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApi, type ApiRig } from '../testing/rig.ts';
import { PROBLEM_STATEMENT, type Visitor } from '../testing/visitor.ts';

let rig: ApiRig;
let admin: Visitor;
let person: Visitor;
beforeAll(async () => {
  rig = await startApi({ env: { BO1_TEMPORAL_UI_URL: 'http://127.0.0.1:7404' } });
  admin = await rig.person({ role: 'admin' });
  person = await rig.person({ tier: 'pro' });
});
afterAll(() => rig?.stop());

/** A meeting with a dear call, a cheap one, and one that died: 0.60 settled and 0.35 presumed of 1.00. */
async function spent(): Promise<string> {
  const id = await rig.meetingOf(person, { status: 'completed', closedAttempt: 1 });
  const till = cashier(rig.db);
  await inTransaction(rig.db, (tx) => openBudget(tx, { sessionId: id, limitMicros: 1_000_000 }));
  const dear = await till.begun(id, 'sp0/r1/cfo/contribute', 550_000);
  await till.settle(id, dear.attemptId, 550_000);
  const cheap = await till.begun(id, 'route', 50_000);
  await till.settle(id, cheap.attemptId, 50_000);
  await till.begun(id, 'sp0/r2/judge', 350_000);
  await inTransaction(rig.db, (tx) => closeBudget(tx, { sessionId: id }));
  const at = { sessionId: id, subProblemIndex: 0, expertCode: 'cfo' };
  const face = { name: 'Mara', archetype: 'guardian', colour: '#123456', reason: 'r', position: 0, profile: {} };
  await rig.db.sessionExpert.create({ data: { ...at, ...face } });
  await rig.db.contribution.create({ data: { ...at, round: 1, text: 'Wait.', callKey: 'sp0/r1/cfo/contribute' } });
  await till.answer(id, 'sp0/r1/cfo/contribute', 'Wait.');
  return id;
}
const spendingOf = (who: Visitor, id: string) => who.get(`/api/v1/admin/sessions/${id}/spending`);

describe('the spending of a meeting', () => {
  it('is the ledger, its sums and its notices', async () => {
    const id = await spent();
    const { status, body } = await spendingOf(admin, id);
    expect(status).toBe(200);
    const seen = sessionSpending.parse(body);
    const { name, email } = await rig.db.user.findUniqueOrThrow({ where: { id: person.id } });
    expect(seen.session).toMatchObject({ user_id: person.id, user_name: name, user_email: email });
    expect(seen.session).toMatchObject({ id, cost: { limit: '1.00', spent: '0.95' }, notices: 2 });
    expect(seen.budget).toMatchObject({ settled: '0.60', presumed: '0.35', reserved: '0.00', calls: 3 });
    expect(seen.attempts.map(({ call_key, number, state, cost }) => [call_key, number, state, cost])).toEqual([
      ['sp0/r1/cfo/contribute', 1, 'settled', '0.55'],
      ['route', 1, 'settled', '0.05'],
      ['sp0/r2/judge', 1, 'presumed', '0.35'],
    ]);
    expect(seen.attempts.at(-1)).toMatchObject({ failure: 'abandoned', prompt_hash: 'h', request_id: null });
    expect(seen.by_part.map(({ part, round, cost }) => [part, round, cost])).toEqual([
      ['opening', null, '0.05'],
      ['round', 1, '0.55'],
      ['round', 2, '0.35'],
    ]);
    expect(seen.cache_hit_rate).toBeGreaterThan(0);
    const cfo = { round: 1, expert_code: 'cfo', name: 'Mara', model: 'm', prompt_hash: 'h', attempts: 1, cost: '0.55' };
    expect(seen.contributions).toEqual([expect.objectContaining({ ...cfo, input_tokens: 10, cache_read_tokens: 3 })]);
    expect(seen.by_template).toHaveLength(1);
    expect(new Set(seen.notices.map(({ type }) => type))).toEqual(new Set(['budget_warning', 'cost_anomaly_call']));
    expect(seen.workflow_url).toBe(`http://127.0.0.1:7404/namespaces/default/workflows/${id}`);
  });

  it('is empty before the budget is opened', async () => {
    const id = await rig.meetingOf(person);
    const seen = sessionSpending.parse((await spendingOf(admin, id)).body);
    expect(seen).toMatchObject({ budget: null, cache_hit_rate: null, attempts: [], session: { cost: null } });
  });

  it('is nobody else’s to see, not even for their own meeting', async () => {
    const id = await rig.meetingOf(person);
    for (const path of [`sessions/${id}/spending`, 'sessions', 'notices', 'sessions/nonsense/spending']) {
      const refused = await person.get(`/api/v1/admin/${path}`);
      expect([path, refused.status, refused.body.code]).toEqual([path, 403, 'forbidden']);
    }
  });

  it('is not there for a meeting that is not there', async () => {
    const none = await spendingOf(admin, 'bo1_00000000-0000-4000-8000-000000000000');
    expect([none.status, none.body.code]).toEqual([404, 'not_found']);
    expect((await spendingOf(admin, 'nonsense')).body.code).toBe('malformed_id');
  });
});

describe('the lists', () => {
  const sessions = async (query: string) =>
    adminSessionList.parse((await admin.get(`/api/v1/admin/sessions?${query}`)).body);
  const notices = async (query: string) =>
    adminNoticeList.parse((await admin.get(`/api/v1/admin/notices?${query}`)).body);

  it('have everybody’s meetings, the newest first, by page, status, words, people and ids', async () => {
    const other = await rig.person();
    const ids = [await rig.meetingOf(other), await rig.meetingOf(other), await rig.meetingOf(other)];
    const first = await sessions(`limit=2&q=${other.id}`);
    const rest = await sessions(`limit=2&q=${other.id}&cursor=${first.next_cursor}`);
    expect(rest.next_cursor).toBeNull();
    expect([...first.sessions, ...rest.sessions].map(({ id }) => id)).toEqual(ids.toReversed());
    expect((await sessions(`q=${ids[0]}`)).sessions).toMatchObject([{ user_id: other.id, cost: null, notices: 0 }]);
    expect((await sessions(`q=${encodeURIComponent(PROBLEM_STATEMENT.slice(4, 20))}`)).sessions.length).toBeGreaterThan(
      2,
    );
    const { email } = await rig.db.user.findUniqueOrThrow({ where: { id: other.id } });
    const byEmail = (await sessions(`q=${encodeURIComponent(email.toUpperCase())}`)).sessions;
    expect(byEmail.map(({ id }) => id)).toEqual(ids.toReversed());
    expect((await sessions('status=failed')).sessions).toEqual([]);
    expect((await admin.get('/api/v1/admin/sessions?cursor=made-up')).body.code).toBe('validation_failed');
  });

  it('have the notices of all meetings, by page', async () => {
    const id = await spent();
    const first = await notices('limit=1');
    const next = await notices(`limit=1&before=${first.next_before}`);
    expect([...first.notices, ...next.notices].map((one) => [one.session_id, one.type])).toEqual([
      [id, 'budget_warning'],
      [id, 'cost_anomaly_call'],
    ]);
    expect(next.notices[0]).toMatchObject({ call_key: 'sp0/r1/cfo/contribute', cost: '0.55' });
    expect((await admin.get('/api/v1/admin/notices?before=x')).body.code).toBe('validation_failed');
  });
});
