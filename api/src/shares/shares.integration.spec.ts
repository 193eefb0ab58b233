import { problem } from '@bo1/contracts/errors/schema';
import { share, sharedRecord, shareList, type Share } from '@bo1/contracts/record/schema';
import { MAX_OPEN_SHARES } from '@bo1/contracts/record/values';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { finish, OPTIONS, RECORD } from '../testing/finished.ts';
import { startApi, type ApiRig } from '../testing/rig.ts';
import { PROBLEM_STATEMENT, type Visitor } from '../testing/visitor.ts';
import { hashToken } from './share-token.ts';

const LIMIT = 60;
let rig: ApiRig;
let owner: Visitor;
let id: string;
let path: string;
beforeAll(async () => {
  rig = await startApi({
    parts: ['postgres', 'redis'],
    env: { TEMPORAL_ADDRESS: '127.0.0.1:1', BO1_SHARED_RATE_LIMIT: String(LIMIT) },
  });
  owner = await rig.person();
});
beforeEach(async () => {
  id = await rig.meetingOf(owner);
  await finish(rig.db, id);
  path = `/api/v1/sessions/${id}/shares`;
});
afterAll(() => rig?.stop());

/** Each caller of the API by another address, as the proxy tells it. */
let addresses = 0;
const from = (address = `203.0.113.${(addresses += 1)}`) => ({ 'x-forwarded-for': address });
const create = async (body: object = { expires_in_days: 30 }): Promise<Share> =>
  share.parse((await owner.post(path, body)).body);
const tokenIn = ({ url }: Share) => /\/shared\/([A-Za-z0-9_-]{43})$/.exec(url ?? '')![1]!;
const look = (token: string, headers = from()) => rig.stranger().get(`/api/v1/shared/${token}`, headers);

describe('a link to a record', () => {
  it('shows the record to somebody without an account, and nothing of its person, meeting or cost', async () => {
    await rig.db.budget.create({ data: { sessionId: id, limitMicros: 2_000_000n, settledMicros: 1_500n } });
    await owner.call('PUT', `/api/v1/sessions/${id}/choice`, { option: OPTIONS[0], note: 'a private note' });
    const actions = `/api/v1/sessions/${id}/actions`;
    await owner.post(actions, { title: 'My private errand', due_date: '2027-01-10' });
    await owner.call('PATCH', `${actions}/${id}-sp0-a1`, { owner: 'Somebody by name' });
    const made = await create();
    expect(made).toMatchObject({ state: 'open', shows_choice: false, revoked_at: null });
    expect(Date.parse(made.expires_at) - Date.parse(made.created_at)).toBe(30 * 86_400_000);
    expect(made.url).toMatch(new RegExp(`^${rig.origin}/shared/`));
    const answer = await look(tokenIn(made));
    expect(answer.status).toBe(200);
    const shown = sharedRecord.parse(answer.body);
    expect(shown).toMatchObject({ record: RECORD, choice: null, simulated: false, expires_at: made.expires_at });
    expect(shown.parts.map(({ goal }) => goal)).toEqual(['Where to sell', 'How to pay for it']);
    expect(shown.actions.map((one) => [one.id, one.depends_on, one.status])).toEqual([
      ['a1', [], 'todo'],
      ['a2', ['a1'], 'todo'],
    ]);
    expect(shown.sources.map((one) => [one.id, one.title])).toEqual([
      ['S1', 'Stalls in town 1'],
      ['S2', 'Stalls in town 2'],
    ]);
    const { email, name } = await rig.db.user.findUniqueOrThrow({ where: { id: owner.id } });
    for (const secret of [
      id,
      owner.id,
      email,
      name,
      PROBLEM_STATEMENT,
      'a private note',
      'private errand',
      'Somebody by',
      'micros',
      '"cost"',
      '0.0015',
    ])
      expect(answer.text).not.toContain(secret);
    expect(answer.headers.get('x-robots-tag')).toContain('noindex');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
  });

  it('shows the choice only where it was made to', async () => {
    await owner.call('PUT', `/api/v1/sessions/${id}/choice`, { own_words: 'Something else', note: 'Because.' });
    const made = await create({ expires_in_days: 7, shows_choice: true });
    const shown = sharedRecord.parse((await look(tokenIn(made))).body);
    expect(shown.choice).toMatchObject({ own_words: 'Something else', note: 'Because.' });
  });

  it('says what the record lacks', async () => {
    expect(sharedRecord.parse((await look(tokenIn(await create()))).body)).not.toHaveProperty('missing');
    const message = 'Part of the question has no actions: the model provider refused the request.';
    const missing_actions = { sub_problem_indexes: [1], code: 'provider_rejected', message };
    const data = { decision: RECORD.decision, stopped_early: true, missing_actions };
    const event = { sessionId: id, sequence: 1, attempt: 1, dedupeKey: '1/end', correlationId: 'test' };
    await rig.db.sessionEvent.create({ data: { ...event, type: 'complete', data } });
    const shown = sharedRecord.parse((await look(tokenIn(await create()))).body);
    expect(shown.missing).toEqual({ undecided: [], actions: { of: ['How to pay for it'], message } });
  });

  it('gives nothing once it is revoked, at once and for good', async () => {
    const [made, stays] = [await create(), await create()];
    expect((await owner.call('DELETE', `${path}/${made.id}`)).status).toBe(204);
    expect((await owner.call('DELETE', `${path}/${made.id}`)).status).toBe(204);
    const answer = await look(tokenIn(made));
    expect([answer.status, problem.parse(answer.body).code]).toEqual([410, 'link_gone']);
    expect(answer.text).not.toContain(RECORD.decision.slice(0, 20));
    expect((await look(tokenIn(stays))).status).toBe(200);
    const { shares } = shareList.parse((await owner.get(path)).body);
    expect(shares.map(({ state, url }) => [state, url])).toEqual([
      ['open', stays.url],
      ['revoked', null],
    ]);
  });

  it('gives nothing once it has expired', async () => {
    const made = await create({ expires_in_days: 7 });
    await rig.db.share.update({ where: { id: made.id }, data: { expiresAt: new Date(Date.now() - 1) } });
    const answer = await look(tokenIn(made));
    expect([answer.status, problem.parse(answer.body).code]).toEqual([410, 'link_gone']);
    expect(answer.text).not.toContain(RECORD.question.slice(0, 20));
    expect(shareList.parse((await owner.get(path)).body).shares[0]).toMatchObject({ state: 'expired', url: null });
  });

  it('is kept by its hash only, and goes with its meeting', async () => {
    const made = await create();
    const row = await rig.db.share.findUniqueOrThrow({ where: { id: made.id } });
    expect(row.tokenHash).toBe(hashToken(tokenIn(made)));
    expect(JSON.stringify(row)).not.toContain(tokenIn(made));
    await rig.db.session.delete({ where: { id } });
    expect((await look(tokenIn(made))).status).toBe(404);
  });

  it('cannot be guessed, and tries at it are limited by address', async () => {
    for (const token of ['x', 'a'.repeat(43), '%00', 'a'.repeat(500)]) expect((await look(token)).status).toBe(404);
    const made = await create();
    const me = from();
    const statuses = [];
    for (let tries = 0; tries < LIMIT + 3; tries += 1) statuses.push((await look('b'.repeat(43), me)).status);
    expect(statuses.filter((status) => status === 404)).toHaveLength(LIMIT);
    const refused = await look(tokenIn(made), me);
    expect([refused.status, problem.parse(refused.body).code]).toEqual([429, 'rate_limited']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await look(tokenIn(made))).status).toBe(200);
  });
});

describe('making links', () => {
  it('gives the same link for the same Idempotency-Key, and never keeps it', async () => {
    const body = { expires_in_days: 90 };
    const headers = { 'idempotency-key': `key-${id}` };
    const sent = await Promise.all([1, 2, 3].map(() => owner.post(path, body, headers)));
    const again = await owner.post(path, body, headers);
    const made = [...sent, again].filter(({ status }) => status === 201).map((answer) => share.parse(answer.body));
    expect(new Set(made.map(({ url }) => url)).size).toBe(1);
    expect(await rig.db.share.count({ where: { sessionId: id } })).toBe(1);
    const kept = await rig.db.idempotencyKey.findMany({ where: { userId: owner.id } });
    expect(JSON.stringify(kept)).not.toContain(tokenIn(made[0]!));
    expect((await owner.post(path, { expires_in_days: 7 }, headers)).body.code).toBe('idempotency_key_reused');
  });

  it('refuses other times, records that are not there, and more than anybody needs', async () => {
    expect((await owner.post(path, { expires_in_days: 8 })).status).toBe(422);
    expect((await owner.post(path, {})).status).toBe(422);
    const running = await rig.meetingOf(owner, { status: 'running' });
    const early = await owner.post(`/api/v1/sessions/${running}/shares`, { expires_in_days: 7 });
    expect([early.status, early.body.code]).toEqual([409, 'no_record']);
    const sent = await Promise.all(
      Array.from({ length: MAX_OPEN_SHARES + 2 }, () => owner.post(path, { expires_in_days: 7 })),
    );
    expect(sent.filter(({ status }) => status === 201)).toHaveLength(MAX_OPEN_SHARES);
    expect(sent.filter(({ status }) => status === 409)).toHaveLength(2);
  });

  it('is for the owner alone', async () => {
    const made = await create();
    for (const somebody of [await rig.person(), await rig.person({ role: 'admin' })]) {
      expect((await somebody.get(path)).status).toBe(404);
      expect((await somebody.post(path, { expires_in_days: 7 })).status).toBe(404);
      expect((await somebody.call('DELETE', `${path}/${made.id}`)).status).toBe(404);
    }
    const mine = await rig.meetingOf(owner);
    await finish(rig.db, mine);
    expect((await owner.call('DELETE', `/api/v1/sessions/${mine}/shares/${made.id}`)).status).toBe(404);
    expect((await look(tokenIn(made))).status).toBe(200);
  });
});
