import { get, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { upstream } from './fixtures/upstream.ts';
import { type RunningStack, startStack } from './testing.ts';

let stack: RunningStack;
beforeAll(async () => {
  stack = await startStack({ parts: ['proxy'], migrate: false, extraParts: [upstream('api'), upstream('web')] });
});
afterAll(() => stack.stop());

/** A request as a browser makes it; fetch would hide the compression. */
function ask(path: string, headers: Record<string, string> = {}): Promise<IncomingMessage> {
  const all = { 'accept-encoding': 'gzip, deflate, br, zstd', ...headers };
  return new Promise((resolve, reject) => get(`${stack.url}${path}`, { headers: all }, resolve).once('error', reject));
}

async function textOf(response: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of response) text += chunk;
  return text;
}

test('/api/* goes to the API and everything else to the web', async () => {
  for (const [path, name] of [
    ['/api/v1/sessions', 'api'],
    ['/api', 'api'],
    ['/meetings', 'web'],
    ['/apiary', 'web'],
  ]) {
    const response = await ask(path ?? '');
    response.resume();
    expect(response.headers['x-upstream']).toBe(name);
  }
});

test('a page of a link that is none is a 404, and any other is as the web has it', async () => {
  for (const [said, status] of [
    [200, 200],
    [404, 404],
    [410, 404],
    [429, 200],
    [500, 200],
  ]) {
    const response = await ask(`/shared/${said}`);
    response.resume();
    expect([response.statusCode, response.headers['x-upstream']]).toEqual([status, 'web']);
    expect(response.headers['content-encoding']).toMatch(/zstd|gzip/);
  }
});

test('pages are compressed', async () => {
  const response = await ask('/');
  response.resume();
  expect(response.headers['content-encoding']).toMatch(/zstd|gzip/);
});

test('an upstream sees the address of the client, not one the client made up', async () => {
  const response = await ask('/api/x', { 'x-forwarded-for': '203.0.113.9' });
  response.resume();
  expect(response.headers['x-seen-for']).toBe('127.0.0.1');
});

test('an event stream is neither compressed nor held back', async () => {
  const response = await ask('/api/stream', { accept: 'text/event-stream' });
  expect(response.headers['content-encoding']).toBeUndefined();
  const lags: number[] = [];
  for await (const chunk of response) {
    const sent = Number(/data: (\d+)/.exec(String(chunk))?.[1]);
    if (lags.push(Date.now() - sent) === 20) break;
  }
  response.destroy();
  expect(lags.sort((a, b) => a - b)[10]).toBeLessThan(25);
});

test('a request that meets a restarting upstream waits for it and is served', async () => {
  const pid = stack.kill('api');
  const response = await ask('/api/v1/sessions');
  response.resume();
  expect(response.statusCode).toBe(200);
  await stack.replaced('api', pid);
});

test('an upstream that stays away is a 503 problem that says when to come back', async () => {
  await stack.halt('api');
  const response = await ask('/api/v1/sessions', { 'accept-encoding': 'identity' });
  expect(response.statusCode).toBe(503);
  expect(response.headers['content-type']).toMatch(/^application\/problem\+json/);
  expect(Number(response.headers['retry-after'])).toBeGreaterThan(0);
  expect(JSON.parse(await textOf(response))).toMatchObject({
    status: 503,
    code: 'unavailable',
    correlation_id: expect.stringMatching(/./),
  });
  const shared = await ask('/shared/410');
  shared.resume();
  expect([shared.statusCode, shared.headers['x-upstream']]).toEqual([200, 'web']);
  await stack.resume('api');
});
