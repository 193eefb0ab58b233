import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problem } from '@bo1/contracts/errors/schema';
import { costsIn } from '../testing/costs.ts';
import { routesOf, type Route } from '../testing/document.ts';
import { finish } from '../testing/finished.ts';
import { oddJson, oddText } from '../testing/odd.ts';
import { startApi, type ApiRig } from '../testing/rig.ts';
import { PROBLEM_STATEMENT, type Visitor } from '../testing/visitor.ts';

let rig: ApiRig;
let person: Visitor;
let admin: Visitor;
let routes: Route[];
let meetingId: string;
/** What the API logs while it answers requests, by line. */
const lines: string[] = [];
beforeAll(async () => {
  const log = { write: (line: string) => void lines.push(line) };
  rig = await startApi({ parts: ['postgres', 'redis'], env: { TEMPORAL_ADDRESS: '127.0.0.1:1' }, log });
  lines.length = 0;
  person = await rig.person({ tier: 'pro' });
  admin = await rig.person({ role: 'admin' });
  meetingId = await rig.meetingOf(person, { status: 'cancelled', closedAttempt: 1 });
  await rig.db.budget.create({ data: { sessionId: meetingId, limitMicros: 2_000_000n, settledMicros: 1_500n } });
  routes = await routesOf(rig.stranger());
});
afterAll(() => rig?.stop());

/** A path with values of the right form: the meeting's id, or another in its place. */
const at = (path: string, id = meetingId) =>
  path
    .replace('{id}', id)
    .replace('{code}', id === meetingId ? 'cfo' : id)
    .replace('{action_id}', `${meetingId}-sp0-a1`)
    .replace('{share_id}', '00000000-0000-4000-8000-000000000000')
    .replace('{token}', 'A'.repeat(43));
/** What anybody may ask for without an account. */
const PUBLIC = ['/api/v1/meta', '/api/v1/shared/{token}'];

const ours = () => routes.filter(({ path }) => path.startsWith('/api/v1/'));
describe('every route of the document', () => {
  it('is there, with its answer and its errors described', () => {
    const named = routes.map(({ method, path }) => `${method} ${path}`);
    expect(named).toEqual(
      expect.arrayContaining(['POST /api/v1/sessions', 'GET /api/v1/sessions/{id}/stream', 'GET /api/health/{part}']),
    );
    for (const { method, path, operation } of ours()) {
      const statuses = Object.keys(operation.responses).map(Number);
      const where = `${method} ${path}`;
      expect([where, statuses.some((status) => status < 300)]).toEqual([where, true]);
      expect([where, statuses]).toEqual([where, expect.arrayContaining([500, 503])]);
      if (!PUBLIC.includes(path)) expect([where, statuses]).toEqual([where, expect.arrayContaining([401])]);
      if (path.includes('{id}')) expect([where, statuses]).toEqual([where, expect.arrayContaining([400, 404])]);
      for (const [status, response] of Object.entries(operation.responses)) {
        if (Number(status) >= 400) expect(Object.keys(response.content ?? {})).toEqual(['application/problem+json']);
      }
    }
  });

  it('needs a signed-in person, but for what says that it is public', async () => {
    for (const { method, path } of ours().filter((route) => !PUBLIC.includes(route.path))) {
      const answer = await rig.stranger().call(method, at(path));
      expect([method, path, answer.status]).toEqual([method, path, 401]);
    }
  });

  it('shows administration to admins only, whatever is asked for', async () => {
    const admins = ours().filter(({ path }) => path.startsWith('/api/v1/admin/'));
    expect(admins.map(({ path }) => path)).toContain('/api/v1/admin/sessions/{id}/spending');
    for (const { method, path, operation } of admins) {
      expect([path, Object.keys(operation.responses)]).toEqual([path, expect.arrayContaining(['403'])]);
      for (const id of [meetingId, 'nonsense']) {
        const answer = await person.call(method, at(path, id), method === 'GET' ? undefined : {});
        expect([method, path, answer.status, answer.body.code]).toEqual([method, path, 403, 'forbidden']);
      }
    }
  });

  it('that reads tells nobody but an admin about costs, also of a meeting that has ended', async () => {
    const decided = await rig.meetingOf(person);
    await finish(rig.db, decided);
    await rig.db.budget.create({ data: { sessionId: decided, limitMicros: 2_000_000n, settledMicros: 1_500n } });
    const gets = ours().filter(({ method }) => method === 'GET');
    const withBody: string[] = [];
    for (const { path } of gets) {
      for (const id of path.includes('{id}') ? [meetingId, decided] : [meetingId]) {
        const answer = await person.get(at(path, id));
        expect([path, costsIn(answer.body)]).toEqual([path, []]);
        expect(answer.text).not.toContain('0.0015');
        if (id === decided && answer.status === 200) withBody.push(path);
      }
    }
    expect(withBody).toEqual(
      expect.arrayContaining(['', '/events', '/record.json', '/record.md'].map((of) => `/api/v1/sessions/{id}${of}`)),
    );
    const forAdmin = await admin.get(`/api/v1/sessions/${meetingId}`);
    expect(costsIn(forAdmin.body)).not.toEqual([]);
  });
});

describe('whatever a person types', () => {
  it('is never answered by a failure on our side, and every refusal is a problem', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), oddText, oddJson, oddText, async (pick, id, body, query) => {
        const all = ours().filter(
          ({ path, method }) => !path.endsWith('/stream') && !(method === 'POST' && path === '/api/v1/sessions'),
        );
        const { method, path, operation } = all[pick % all.length]!;
        // An empty or dotted segment is another address.
        const wellFormed = /^\.{0,2}$/.test(id) ? 'x' : id.isWellFormed() ? encodeURIComponent(id) : '%ED%A0%80';
        const real = path.includes('/sessions/') && pick % 3 > 0 ? meetingId : wellFormed;
        const search = query.isWellFormed()
          ? `?q=${encodeURIComponent(query)}&after=${encodeURIComponent(query)}`
          : '?q=%FF';
        const json = method === 'GET' ? undefined : (JSON.stringify(body) ?? 'undefined');
        const who = path.includes('/admin/') && pick % 2 > 0 ? admin : person;
        const answer = await who.call(method, `${at(path, real)}${method === 'GET' ? search : ''}`, json);
        expect([method, path, answer.status, answer.text.slice(0, 300)]).toSatisfy(
          ([, , status]) => Number(status) < 500,
        );
        expect([method, path, Object.keys(operation.responses)]).toEqual([
          method,
          path,
          expect.arrayContaining([String(answer.status)]),
        ]);
        if (answer.status >= 400) expect(problem.safeParse(answer.body).error).toBeUndefined();
      }),
      { numRuns: 400 },
    );
  });

  it('is refused by its kind: broken JSON, wrong type, wrong bytes, too large, wrong method, no such address', async () => {
    const path = '/api/v1/context/profile';
    const cases: [Promise<{ status: number; body: unknown; headers: Headers }>, number, string][] = [
      [person.call('PUT', path, '{"company":'), 400, 'malformed_request'],
      [person.call('PUT', path, Buffer.from([0x22, 0xff, 0xfe, 0x22])), 400, 'malformed_request'],
      [person.call('PUT', path, 'x', { 'content-type': 'text/plain' }), 415, 'unsupported_media_type'],
      [
        person.call('PUT', path, '"a"', { 'content-type': 'application/json; charset=latin-9' }),
        415,
        'unsupported_media_type',
      ],
      [person.call('PUT', path, JSON.stringify({ company: 'x'.repeat(1_200_000) })), 413, 'payload_too_large'],
      [person.call('PUT', path, { company: 'only' }), 422, 'validation_failed'],
      [person.call('POST', path, {}), 405, 'method_not_allowed'],
      [person.get('/api/v1/no-such-thing'), 404, 'not_found'],
      [person.get('/api/nowhere'), 404, 'not_found'],
      [person.get('/api/v1/sessions/%E0%A4%A'), 400, 'malformed_request'],
      [person.get('/api/v1/sessions?limit=0'), 422, 'validation_failed'],
      [person.get(`/api/v1/sessions/${meetingId}/events?after=99999999999`), 422, 'validation_failed'],
      [person.get('/api/health/kitchen'), 400, 'malformed_id'],
      [person.get(`/api/v1/sessions?q=${'x'.repeat(20_000)}`), 413, 'payload_too_large'],
    ];
    for (const [sent, status, code] of cases) {
      const answer = await sent;
      const body = problem.parse(answer.body);
      expect([answer.status, body.code]).toEqual([status, code]);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      expect(body.correlation_id).toBe(answer.headers.get('x-correlation-id'));
    }
  });
});

describe('business context', () => {
  it('keeps, returns, corrects and forgets', async () => {
    const profile = {
      company: 'Bakery',
      industry: 'Food',
      stage: '',
      team: '4',
      market: 'Ghent',
      goals: '',
      constraints: '',
    };
    expect((await person.call('PUT', '/api/v1/context/profile', profile)).body).toEqual(profile);
    expect((await person.get('/api/v1/context/profile')).body).toEqual(profile);
    expect((await person.call('DELETE', '/api/v1/context/profile')).status).toBe(204);
    expect((await person.get('/api/v1/context/profile')).body).toMatchObject({ company: '' });
    const kept = await rig.db.keptAnswer.create({ data: { userId: person.id, question: 'Cash?', answer: '25,000' } });
    const path = `/api/v1/context/answers/${kept.id}`;
    const other = await rig.person();
    expect((await other.call('PATCH', path, { answer: 'mine' })).status).toBe(404);
    expect((await other.call('DELETE', path)).status).toBe(404);
    expect((await person.call('PATCH', path, { answer: '30,000' })).body).toMatchObject({
      answer: '30,000',
      question: 'Cash?',
    });
    expect((await person.get<{ answers: unknown[] }>('/api/v1/context/answers')).body.answers).toHaveLength(1);
    expect((await person.call('DELETE', path)).status).toBe(204);
    expect((await person.call('DELETE', path)).status).toBe(404);
  });
});

describe('the log', () => {
  const of = (id: string) => lines.map((line) => JSON.parse(line)).filter((line) => line.correlation_id === id);

  it('tells what happened to a request under the id that it came with, whichever part says so', async () => {
    const wrong = { email: 'nobody@example.test', password: 'not-the-password' };
    await rig.stranger().call('POST', '/api/auth/sign-in/email', wrong, { 'x-correlation-id': 'a-wrong-password' });
    const body = { problem_statement: PROBLEM_STATEMENT };
    await person.call('POST', '/api/v1/sessions', body, { 'x-correlation-id': 'an-engine-away' });
    const said = (id: string) => of(id).map(({ message }) => message);
    await expect.poll(() => said('a-wrong-password')).toEqual([expect.stringMatching(/^auth: /), 'request']);
    await expect
      .poll(() => said('an-engine-away'))
      .toEqual(['meeting created', 'request failed', expect.stringMatching(/^request/)]);
    const row = await rig.db.session.findFirstOrThrow({ where: { userId: person.id }, orderBy: { createdAt: 'desc' } });
    expect(row.correlationId).toBe('an-engine-away');
  });

  it('names the request once in each line of all that was asked here', () => {
    expect(lines.length).toBeGreaterThan(500);
    expect(lines.filter((line) => line.split('"correlation_id"').length !== 2)).toEqual([]);
  });
});
