import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApi, type ApiRig } from '../testing/rig.ts';
import { PASSWORD, PROBLEM_STATEMENT } from '../testing/visitor.ts';

let rig: ApiRig;
beforeAll(async () => {
  rig = await startApi({ env: { BO1_DEFAULT_TIER: 'starter', BO1_AUTH_RATE_LIMIT: '12' } });
});
afterAll(() => rig?.stop());

/** A caller at another address: limits are counted by address. */
const from = (address: string) => ({ 'x-forwarded-for': address });

describe('signing in', () => {
  it('signs up, in and out by cookies that scripts and other sites cannot use', async () => {
    const person = rig.stranger();
    const email = 'mara@example.test';
    const up = await person.call(
      'POST',
      '/api/auth/sign-up/email',
      { name: 'Mara', email, password: PASSWORD },
      from('10.0.0.1'),
    );
    expect(up.status).toBe(200);
    expect(up.headers.getSetCookie()[0]).toMatch(/HttpOnly; SameSite=Lax/);
    person.cookie = up.headers.getSetCookie()[0]!.split(';')[0]!;
    expect((await person.get('/api/v1/me')).body).toMatchObject({ email, name: 'Mara', role: 'user', tier: 'starter' });
    expect((await person.post('/api/auth/sign-out', {})).status).toBe(200);
    expect((await person.get('/api/v1/me')).body.code).toBe('unauthenticated');
    const again = await person.call('POST', '/api/auth/sign-in/email', { email, password: PASSWORD }, from('10.0.0.1'));
    expect(again.status).toBe(200);
    const wrong = await person.call(
      'POST',
      '/api/auth/sign-in/email',
      { email, password: 'not-the-password' },
      from('10.0.0.1'),
    );
    expect(wrong.status).toBe(401);
  });

  it('never takes role or tier from a caller', async () => {
    const person = rig.stranger();
    const body = { name: 'X', email: 'x@example.test', password: PASSWORD, role: 'admin', tier: 'enterprise' };
    const up = await person.call('POST', '/api/auth/sign-up/email', body, from('10.0.0.2'));
    const user = await rig.db.user.findUnique({ where: { email: 'x@example.test' } });
    if (up.status === 200) expect(user).toMatchObject({ role: 'user', tier: 'starter' });
    else expect(user).toBeNull();
    const mara = await rig.db.user.findUniqueOrThrow({ where: { email: 'mara@example.test' } });
    await person
      .call('POST', '/api/auth/sign-in/email', { email: mara.email, password: PASSWORD }, from('10.0.0.2'))
      .then((answer) => {
        person.cookie = answer.headers.getSetCookie()[0]!.split(';')[0]!;
      });
    await person.post('/api/auth/update-user', { role: 'admin', tier: 'enterprise' });
    expect(await rig.db.user.findUnique({ where: { id: mara.id } })).toMatchObject({ role: 'user', tier: 'starter' });
  });

  it('says what is wrong with a sign-up, and never fails on our side', async () => {
    const person = rig.stranger();
    const bodies: (object | string)[] = [
      { name: 'S', email: 's@example.test', password: 'short' },
      { name: 'No address', email: 'nobody', password: PASSWORD },
      { name: 'NUL\u0000', email: 'nul@example.test', password: PASSWORD },
      { name: '\ud800', email: 'half@example.test', password: PASSWORD },
      { name: 'x'.repeat(200), email: 'long@example.test', password: PASSWORD },
      { email: 5 },
      '{"name":',
      '[]',
      'null',
    ];
    for (const [index, body] of bodies.entries()) {
      const answer = await person.call('POST', '/api/auth/sign-up/email', body, from(`10.0.1.${index}`));
      expect([answer.status, JSON.stringify(body)]).toEqual([
        expect.toSatisfy((status) => status >= 400 && status < 500),
        JSON.stringify(body),
      ]);
    }
  });

  it('counts attempts by address, which only the proxy can name', async () => {
    const person = rig.stranger();
    const attempt = (address: string) =>
      person.call(
        'POST',
        '/api/auth/sign-in/email',
        { email: 'nobody@example.test', password: PASSWORD },
        {
          ...from(address),
          'x-bo1-client-address': '10.9.9.9',
        },
      );
    const statuses: number[] = [];
    for (let n = 0; n < 13; n += 1) statuses.push((await attempt('10.0.2.1')).status);
    expect(statuses.slice(0, 12)).toEqual(Array.from({ length: 12 }, () => 401));
    const refused = await attempt('10.0.2.1');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await attempt('10.0.2.2')).status).toBe(401);
  });
});

describe('requests from elsewhere', () => {
  it('are refused where they would change something', async () => {
    const person = rig.stranger();
    await person.signUp('csrf@example.test');
    const body = { problem_statement: PROBLEM_STATEMENT };
    const attempt = (headers: Record<string, string>) =>
      person.call('PATCH', '/api/v1/me', { name: 'Changed' }, headers);
    expect((await attempt({ origin: 'https://evil.test' })).body.code).toBe('forbidden');
    expect((await attempt({ origin: 'null' })).status).toBe(403);
    expect((await attempt({ origin: '', 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await attempt({ origin: rig.origin, 'sec-fetch-site': 'same-origin' })).status).toBe(200);
    const localhost = rig.origin.replace('127.0.0.1', 'localhost');
    expect((await attempt({ origin: localhost })).status).toBe(200);
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await person.call('POST', '/api/v1/sessions', new URLSearchParams(body).toString(), form)).status).toBe(
      415,
    );
  });

  it('work without a browser, which names no origin', async () => {
    const person = rig.stranger();
    await person.signUp('script@example.test');
    const answer = await fetch(`${rig.url}/api/v1/me`, {
      method: 'PATCH',
      headers: { cookie: person.cookie, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Script' }),
    });
    expect(answer.status).toBe(200);
  });

  it('meet strict headers on every answer', async () => {
    for (const path of ['/api/v1/meta', '/api/v1/nope', '/api/health/live', '/api/openapi.json', '/api/v1/me']) {
      const { headers } = await rig.stranger().get(path);
      expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('x-powered-by')).toBeNull();
      expect(headers.get('x-correlation-id')).toMatch(/^[0-9a-f-]{36}$/);
    }
    const given = await rig.stranger().get('/api/v1/meta', { 'x-correlation-id': 'my-request-1' });
    expect(given.headers.get('x-correlation-id')).toBe('my-request-1');
    const odd = await rig.stranger().get('/api/v1/meta', { 'x-correlation-id': 'a b' });
    expect(odd.headers.get('x-correlation-id')).not.toBe('a b');
  });
});
