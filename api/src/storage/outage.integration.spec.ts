import { afterAll, beforeAll, expect, it } from 'vitest';
import { problem } from '@bo1/contracts/errors/schema';
import { LogWriter } from '../testing/log-writer.ts';
import { startApi, type ApiRig } from '../testing/rig.ts';
import { follow, StreamClient } from '../testing/stream-client.ts';
import { PASSWORD, type Visitor } from '../testing/visitor.ts';

let rig: ApiRig;
let person: Visitor;
beforeAll(async () => {
  rig = await startApi({ env: { BO1_API_POOL_SIZE: '3', BO1_HEARTBEAT_MS: '1000' } });
  person = await rig.person({ tier: 'pro' });
});
afterAll(() => rig?.stop());

it('answers 503 with retry-after while Postgres is away, never 500 and never "not signed in"', async () => {
  const id = await rig.meetingOf(person);
  await rig.stack.halt('postgres');
  const signIn = { email: 'nobody@example.test', password: PASSWORD };
  const answers = await Promise.all([
    person.get('/api/v1/me'),
    person.get('/api/v1/sessions'),
    person.get(`/api/v1/sessions/${id}/stream`),
    person.post('/api/v1/sessions', { problem_statement: 'Should we open a second shop?' }),
    person.call('PUT', '/api/v1/context/profile', {}),
    person.post('/api/auth/sign-in/email', signIn),
    person.get('/api/auth/get-session'),
  ]);
  for (const answer of answers) {
    expect([answer.status, problem.parse(answer.body).code]).toEqual([503, 'unavailable']);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  }
  expect((await person.get('/api/health/ready')).status).toBe(503);
  expect((await person.get('/api/health/db')).body).toEqual({
    status: 'down',
    latency_ms: null,
    detail: expect.any(String),
  });
  expect((await person.get('/api/health/live')).status).toBe(200);
  await rig.stack.resume('postgres');
  await expect.poll(async () => (await person.get('/api/v1/me')).status, { timeout: 10_000 }).toBe(200);
});

it('waits out a restart of Postgres without telling anybody', async () => {
  const reads = Array.from({ length: 20 }, () => person.get('/api/v1/sessions'));
  const pid = rig.stack.kill('postgres');
  const during = Array.from({ length: 20 }, () => person.get('/api/v1/me'));
  await rig.stack.replaced('postgres', pid);
  const answers = await Promise.all([...reads, ...during]);
  expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]));
});

it('serves many more requests than the pool has connections', async () => {
  const answers = await Promise.all(Array.from({ length: 150 }, () => person.get('/api/v1/sessions')));
  expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]));
});

it('keeps streams whole through a restart of Postgres', async () => {
  const id = await rig.meetingOf(person);
  const log = new LogWriter(rig.db, rig.stack.settings.REDIS_URL!, id);
  const readers = Array.from({ length: 5 }, () => follow(person, id));
  for (let n = 1; n <= 5; n += 1) await log.tick(n);
  const pid = rig.stack.kill('postgres');
  await rig.stack.replaced('postgres', pid);
  for (let n = 6; n <= 10; n += 1) await log.tick(n);
  await log.end();
  for (const ids of await Promise.all(readers))
    expect(ids).toEqual(Array.from({ length: 11 }, (_, index) => index + 1));
  log.stop();
});

it('ends streams with a hint to come back when it is stopped', async () => {
  const id = await rig.meetingOf(person);
  const client = await new StreamClient(person, id).until((each) => each.retries.length === 1);
  const started = performance.now();
  await rig.app.close();
  await client.done;
  expect(client.retries).toHaveLength(2);
  expect(client.retries[1]).toBeLessThanOrEqual(1_200);
  expect(performance.now() - started).toBeLessThan(2_000);
});
