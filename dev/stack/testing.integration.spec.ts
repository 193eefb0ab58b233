import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterEach, expect, test } from 'vitest';
import { brokenPart } from './fixtures/stand-in.ts';
import { stillRunning, until } from './fixtures/terminal-run.ts';
import { homeAt } from './home.ts';
import { nodeBinary, wheelBinary } from './paths.ts';
import { remembered } from './registry.ts';
import { run } from './run.ts';
import { type RunningStack, startStack } from './testing.ts';

const stacks: RunningStack[] = [];
async function start(...[options]: Parameters<typeof startStack>): Promise<RunningStack> {
  const stack = await startStack({ migrate: false, ...options });
  stacks.push(stack);
  return stack;
}
afterEach(async () => {
  await Promise.all(stacks.splice(0).map((stack) => stack.stop()));
});

const operator = (stack: RunningStack, ...args: string[]): Promise<string> => {
  const address = ['--address', stack.settings.TEMPORAL_ADDRESS ?? ''];
  return run({ file: wheelBinary('temporal'), args: ['operator', ...args, ...address] }, stack.context);
};

test('Temporal knows our search attributes and keeps runs for 30 days, also after its store was deleted', async () => {
  const stack = await start({ parts: ['temporal'] });
  const check = async (): Promise<void> => {
    const attributes = await operator(stack, 'search-attribute', 'list');
    for (const kind of ['Bo1Kind', 'Bo1Status', 'Bo1UserId', 'Bo1Tier'])
      expect(attributes).toMatch(new RegExp(`${kind} +Keyword`));
    expect(attributes).toMatch(/Bo1Round +Int/);
    expect(await operator(stack, 'namespace', 'describe', '--namespace', 'default')).toContain('720h0m0s');
  };
  await check();
  rmSync(stack.context.home.state.temporal, { recursive: true });
  await stack.replaced('temporal', stack.kill('temporal'));
  await check();
});

test('the bucket exists for our key alone, and keeps objects over a kill', async () => {
  const stack = await start({ parts: ['s3'] });
  const { S3_ENDPOINT: endpoint, S3_REGION: region, S3_BUCKET: Bucket, ...keys } = stack.settings;
  const client = (accessKeyId = '', secretAccessKey = ''): S3Client =>
    new S3Client({
      endpoint,
      region,
      forcePathStyle: true,
      credentials: { accessKeyId, secretAccessKey },
      maxAttempts: 5,
    });
  const ours = client(keys.S3_ACCESS_KEY_ID, keys.S3_SECRET_ACCESS_KEY);
  await ours.send(new PutObjectCommand({ Bucket, Key: 'a/b.txt', Body: 'kept' }));
  await stack.replaced('s3', stack.kill('s3'));
  // The gateway serves a little before it has found its volumes again; until then it answers 500, which callers try again.
  const read = () => ours.send(new GetObjectCommand({ Bucket, Key: 'a/b.txt' })).catch(() => undefined);
  const got = await until('the object to be served again', read);
  expect(await got.Body?.transformToString()).toBe('kept');
  await expect(client('AKWRONG', 'wrong').send(new CreateBucketCommand({ Bucket: 'other' }))).rejects.toThrow();
});

test('two stacks run side by side, each on its own home and ports', async () => {
  const [one, two] = await Promise.all([start({ parts: ['redis'] }), start({ parts: ['redis'] })]);
  expect(one.settings.REDIS_URL).not.toBe(two.settings.REDIS_URL);
  expect(one.context.home.root).not.toBe(two.context.home.root);
});

test('a halted part stays ended until it is resumed', async () => {
  const stack = await start({ parts: ['redis'] });
  const pid = stack.pid('redis');
  await stack.halt('redis');
  expect(stillRunning([pid])).toEqual([]);
  expect(() => stack.pid('redis')).toThrow(/no process now/);
  await stack.resume('redis');
  expect(stack.pid('redis')).not.toBe(pid);
});

test('a part that dies five times within a minute stays down', async () => {
  const stack = await start({ parts: ['redis'] });
  // SIGTERM: it ends by itself, as a part with a fault does.
  for (let death = 1; death < 5; death++) await stack.replaced('redis', stack.kill('redis', 'SIGTERM'));
  stack.kill('redis', 'SIGTERM');
  await until('redis is given up', () => stack.describe().redis?.state === 'down');
  expect(stack.describe().redis?.pid).toBeNull();
});

test('a part that is killed from outside is restarted however often that happens', async () => {
  const stack = await start({ parts: ['redis'] });
  for (let kill = 1; kill <= 7; kill++) await stack.replaced('redis', stack.kill('redis'));
  expect(stack.describe().redis?.state).toBe('ready');
});

test('a part that cannot start ends the start with its last words and leaves nothing', async () => {
  const home = mkdtempSync(join(tmpdir(), 'bo1-'));
  try {
    const refused = startStack({ parts: ['redis'], migrate: false, home, extraParts: [brokenPart] });
    await expect(refused).rejects.toMatchObject({
      message: expect.stringContaining('broken ended with code 3, the 5th time within a minute'),
      remedy: expect.stringContaining('the flux is missing'),
    });
    expect(remembered(homeAt(home))).toEqual([]);
  } finally {
    rmSync(home, { recursive: true });
  }
});

test('when the test process is killed its servers end and its home is removed', async () => {
  const testing = join(import.meta.dirname, 'testing.ts');
  const script = `
    const { startStack } = await import(${JSON.stringify(testing)});
    const stack = await startStack({ parts: ['redis'], migrate: false });
    console.log(JSON.stringify({ pid: stack.pid('redis'), home: stack.context.home.root }));`;
  const child = spawn(nodeBinary, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const line = await new Promise<string>((resolve) =>
    child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString())),
  );
  const { pid, home } = JSON.parse(line) as { pid: number; home: string };
  expect(stillRunning([pid])).toEqual([pid]);
  child.kill('SIGKILL');
  await until('its server ends', () => stillRunning([pid]).length === 0);
  expect(remembered(homeAt(home))).toEqual([]);
});
