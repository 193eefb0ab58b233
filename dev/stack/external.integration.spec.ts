import { createServer as createHttp } from 'node:http';
import { createServer as createHttp2 } from 'node:http2';
import { type AddressInfo, type Server, createServer } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { parseGiven } from './env.ts';
import { askExternal } from './external.ts';
import { createHome, homeAt } from './home.ts';
import { wheelBinary } from './paths.ts';
import { portsFrom } from './ports.ts';
import { replies } from './probe.ts';
import { run } from './run.ts';
import { secretsOf } from './secrets.ts';
import { contextFor, replacedBy } from './settings.ts';
import { type RunningStack, startStack } from './testing.ts';

const servers = inject('servers');
const home = homeAt(mkdtempSync(join(tmpdir(), 'bo1-external-')));
let running: RunningStack;
beforeAll(async () => {
  createHome(home);
  running = await startStack({ parts: ['s3', 'temporal'], migrate: false });
});
afterAll(async () => {
  await running.stop();
  rmSync(home.root, { recursive: true, force: true });
});

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

const S3 = { S3_ACCESS_KEY_ID: 'stranger', S3_SECRET_ACCESS_KEY: 'hidden-word', S3_BUCKET: 'bo1' };

/** What a start with these settings says of the servers they name. */
function ask(env: Record<string, string>, patienceMs?: number): ReturnType<typeof askExternal> {
  const given = parseGiven(env);
  const basis = { ports: portsFrom(7400), secrets: secretsOf(home) };
  return askExternal(contextFor('test', home, basis, given, env), replacedBy(given), patienceMs);
}

/** Why it refuses to start, and what it says to do. */
async function refusal(
  env: Record<string, string>,
  patienceMs?: number,
): Promise<Record<'message' | 'remedy', string>> {
  const { refused } = await ask(env, patienceMs);
  const all = (key: 'message' | 'remedy'): string => refused.map((failure) => failure[key]).join('\n');
  return { message: all('message'), remedy: all('remedy') };
}

/** What it is in doubt about; it refuses nothing. */
async function doubts(env: Record<string, string>): Promise<string[]> {
  const said = await ask(env);
  expect(said.refused).toEqual([]);
  return said.doubts;
}

/** Host and port at which a server of the test's own listens. */
async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  undo.push(() => server.close());
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('a server that takes a connection and never answers is given up in time, whatever its protocol', async () => {
  const place = await listening(createServer(() => undefined));
  const { message } = await refusal(
    {
      DATABASE_URL: `postgresql://me:word@${place}/bo1`,
      REDIS_URL: `redis://${place}`,
      S3_ENDPOINT: `http://${place}`,
      ...S3,
      TEMPORAL_ADDRESS: place,
    },
    1_500,
  );
  expect(message.match(/cannot be used: no answer within 1\.5 s\./g)).toHaveLength(4);
});

test('servers that answer and refuse say what they refuse: a password, keys, a database, a namespace', async () => {
  const wrong = (url: string): string => url.replace(/:[^:@/]*@/, ':hidden-word@');
  const { S3_ENDPOINT = '', TEMPORAL_ADDRESS = '' } = running.settings;
  const { message, remedy } = await refusal({
    DATABASE_URL: wrong(servers.DATABASE_URL),
    REDIS_URL: wrong(servers.REDIS_URL),
    S3_ENDPOINT,
    ...S3,
    TEMPORAL_ADDRESS,
    TEMPORAL_NAMESPACE: 'nowhere',
  });
  expect(message).toMatch(/\(DATABASE_URL\) cannot be used: password authentication failed/);
  expect(message).toMatch(/\(REDIS_URL\) cannot be used: WRONGPASS/);
  expect(message).toMatch(/\(S3_ENDPOINT\) cannot be used: it refuses the keys \(InvalidAccessKeyId\)/);
  expect(message).toMatch(/\(TEMPORAL_ADDRESS\) cannot be used: it has no namespace nowhere/);
  expect(remedy).toMatch(/Correct TEMPORAL_NAMESPACE, or create it: .*namespace create .*register -w temporal/);
  expect(message + remedy).not.toContain('hidden-word');

  const missing = await refusal({ DATABASE_URL: servers.DATABASE_URL.replace(/\/[^/]*$/, '/nothing_here') });
  expect(missing.message).toMatch(/\(DATABASE_URL\) cannot be used: database "nothing_here" does not exist/);
  expect(missing.remedy).toContain('Create that database (it may be empty), or correct DATABASE_URL.');
  const outOfRange = await refusal({ REDIS_URL: `${servers.REDIS_URL}/4711` });
  expect(outOfRange.message).toMatch(/\(REDIS_URL\) cannot be used: ERR DB index is out of range/);
});

test('servers in order are taken without a word, a bucket that is missing and a user who may not ping included', async () => {
  const { host, port, password } = new URL(servers.REDIS_URL);
  const asAdmin = (command: string): Promise<boolean> =>
    replies(Number(port), `AUTH ${password}\r\n${command}\r\n`, (answer) => !/^-/m.test(answer.toString()));
  expect(await asAdmin('ACL SETUSER reader on >word ~* &* +@all -ping')).toBe(true);
  undo.push(() => asAdmin('ACL DELUSER reader'));
  const {
    S3_ENDPOINT = '',
    S3_ACCESS_KEY_ID = '',
    S3_SECRET_ACCESS_KEY = '',
    TEMPORAL_ADDRESS = '',
  } = running.settings;
  const said = await doubts({
    DATABASE_URL: servers.DATABASE_URL,
    REDIS_URL: `redis://reader:word@${host}/3`,
    S3_ENDPOINT,
    S3_ACCESS_KEY_ID,
    S3_SECRET_ACCESS_KEY,
    S3_BUCKET: 'not-made-yet',
    TEMPORAL_ADDRESS,
  });
  expect(said).toEqual([]);
});

test('servers that do not let us look are doubted, and do not keep the product from starting', async () => {
  const redis = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', () => socket.write('-LOADING the dataset is loaded into memory\r\n'));
  });
  const s3 = createHttp((_request, response) => {
    response.writeHead(403, { 'content-type': 'application/xml' });
    response.end('<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>');
  });
  const temporal = createHttp2();
  temporal.on('stream', (stream) =>
    stream.respond(
      { 'content-type': 'application/grpc', 'grpc-status': '7', 'grpc-message': 'Request unauthorized.' },
      { endStream: true },
    ),
  );
  const said = await doubts({
    REDIS_URL: `redis://${await listening(redis)}`,
    S3_ENDPOINT: `http://${await listening(s3)}`,
    ...S3,
    TEMPORAL_ADDRESS: await listening(temporal),
  });
  expect(said).toHaveLength(3);
  expect(said).toEqual([
    expect.stringMatching(/^Redis at \S+ \(REDIS_URL\) is not checked: LOADING the dataset/),
    expect.stringMatching(/^The object store at .* is not checked: it says AccessDenied \(403\) of the bucket bo1$/),
    expect.stringMatching(/^Temporal at .* is not checked: .*Request unauthorized/),
  ]);
});

test('search attributes that are missing are told: the worker registers them where it may', async () => {
  const { TEMPORAL_ADDRESS = '' } = running.settings;
  const stranger = `bare-${Date.now()}`;
  const args = ['operator', 'namespace', 'create', '--address', TEMPORAL_ADDRESS, '--namespace', stranger];
  await run({ file: wheelBinary('temporal'), args }, running.context);
  const said = await doubts({ TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE: stranger });
  expect(said).toEqual([
    expect.stringMatching(/has no search attributes Bo1Kind, .*, Bo1Round yet: the worker registers .* -w temporal$/),
  ]);
});
