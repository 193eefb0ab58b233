import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { startSimulator } from '../simulators/anthropic/server.ts';
import { startBraveSimulator } from '../simulators/brave/server.ts';
import { startOpenAiSimulator } from '../simulators/openai/server.ts';
import { startVoyageSimulator } from '../simulators/voyage/server.ts';
import { type SmallDisk, smallDisk } from './fixtures/small-disk.ts';
import { type Place, makePlace, until } from './fixtures/terminal-run.ts';

/** An address at which nobody listens: the port is reserved, and needs privileges. */
const NOBODY = 'http://127.0.0.1:1';

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

async function place(...[env, below]: Parameters<typeof makePlace>): Promise<Place> {
  const made = await makePlace(env, below);
  undo.push(() => made.remove());
  return made;
}

const probe = smallDisk(1);
probe?.remove();
function disk(megabytes: number): SmallDisk {
  const made = smallDisk(megabytes);
  if (made === undefined) throw new Error('no disk could be mounted');
  undo.push(() => made.remove());
  return made;
}

/** What a start with these settings says before it ends. */
async function refused(env: Record<string, string>): Promise<string> {
  const { start, stackFile, home } = await place(env);
  const run = start();
  expect(await run.ended()).toBe(1);
  expect(stackFile()).toBeUndefined();
  expect(existsSync(join(home, 'processes.json'))).toBe(false); // nothing was started, not even for a while
  return run.printed();
}

test('keys that vendors refuse end the start, each by name and with the way out, and nothing is spent', async () => {
  const [anthropic, openai, voyage, brave] = await Promise.all([
    startSimulator(0, {}),
    startOpenAiSimulator(0),
    startVoyageSimulator(0),
    startBraveSimulator(0),
  ]);
  undo.push(...[anthropic, openai, voyage, brave].map((vendor) => () => vendor.close()));
  const key = 'sk-ant-api03-revoked-revoked-revoked';
  const said = await refused({
    ANTHROPIC_API_KEY: key,
    ANTHROPIC_BASE_URL: anthropic.url,
    OPENAI_API_KEY: key,
    OPENAI_BASE_URL: `${openai.url}/v1`,
    VOYAGE_API_KEY: key,
    VOYAGE_BASE_URL: voyage.url,
    BRAVE_API_KEY: key,
    BRAVE_BASE_URL: brave.url,
    REDIS_URL: 'redis://127.0.0.1:1',
  });
  expect(said).toContain('5 of the settings given cannot be used:');
  expect(said).toContain('(REDIS_URL) cannot be used: nobody listens there.');
  expect(said).toContain(`${anthropic.url} refuses the key in ANTHROPIC_API_KEY (401).`);
  expect(said).toMatch(/Copy a valid key .* or unset ANTHROPIC_API_KEY to go on with the simulated model/);
  expect(said).toContain(`${openai.url}/v1 refuses the key in OPENAI_API_KEY (401).`);
  expect(said).toContain(`${voyage.url} refuses the key in VOYAGE_API_KEY (401).`);
  expect(said).toContain(`${brave.url} refuses the key in BRAVE_API_KEY (422).`);
  for (const way of ['OPENAI', 'VOYAGE', 'BRAVE']) expect(said).toMatch(new RegExp(`or unset ${way}_API_KEY to `));
  expect(said).not.toContain(key);
  const spent = (await (await fetch(`${anthropic.url}/__sim/ledger`)).json()) as { calls: unknown[] };
  expect(spent.calls).toEqual([]);
});

test('keys that vendors take, and vendors out of reach, let it start; what was not checked is told', async () => {
  const [voyage, brave] = await Promise.all([startVoyageSimulator(0), startBraveSimulator(0)]);
  undo.push(...[voyage, brave].map((vendor) => () => vendor.close()));
  const here = await place({
    ANTHROPIC_API_KEY: 'sk-sim-a-key',
    ANTHROPIC_BASE_URL: NOBODY,
    VOYAGE_API_KEY: 'sk-sim-a-key',
    VOYAGE_BASE_URL: voyage.url,
    BRAVE_API_KEY: 'sk-sim-a-key',
    BRAVE_BASE_URL: brave.url,
  });
  const run = here.start();
  await here.ready();
  const told = run
    .printed()
    .split('\n')
    .filter((line) => line.includes('is not checked'));
  expect(told).toHaveLength(1);
  expect(told[0]).toContain(`${NOBODY} does not answer now, so ANTHROPIC_API_KEY is not checked`);
});

test('servers of one’s own that nobody answers for are named together, with variable and way out', async () => {
  const said = await refused({
    DATABASE_URL: 'postgresql://me:hidden-word@127.0.0.1:1/bo1',
    REDIS_URL: 'redis://:hidden-word@127.0.0.1:1',
    S3_ENDPOINT: NOBODY,
    S3_ACCESS_KEY_ID: 'a',
    S3_SECRET_ACCESS_KEY: 'hidden-word',
    S3_BUCKET: 'b',
    TEMPORAL_ADDRESS: '127.0.0.1:1',
  });
  for (const variable of ['DATABASE_URL', 'REDIS_URL', 'S3_ENDPOINT', 'TEMPORAL_ADDRESS']) {
    expect(said).toMatch(new RegExp(`at 127\\.0\\.0\\.1:1 \\(${variable}\\) cannot be used: nobody listens there\\.`));
    expect(said).toContain(`Start it or correct ${variable}; unset ${variable} to use the embedded one.`);
  }
  expect(said).not.toContain('hidden-word');
});

test('a part that hangs is restarted, and the terminal says so', async () => {
  const here = await place();
  const run = here.start();
  const before = Number((await here.ready()).worker?.pid);
  process.kill(before, 'SIGSTOP');
  const after = await until('another worker', () => {
    const worker = here.stackFile()?.worker;
    return worker?.state === 'ready' && worker.pid !== before && Number(worker.pid);
  });
  expect(after).toBeGreaterThan(0);
  expect(run.printed()).toMatch(/worker has not answered for 1\.5 s and is restarted/);
  await until('the terminal says that it is back', () =>
    /worker was killed .* back after .* s \(pid \d+\)/.test(run.printed()),
  );
});

test.skipIf(probe === undefined)('a disk that is nearly full is told before anything is started', async () => {
  const here = await place({}, disk(40).path);
  const run = here.start();
  expect(await run.ended()).toBe(1);
  expect(run.printed()).toMatch(/The disk that holds \S+ is full: \d+ MB are free, 300 MB are needed\./);
  expect(run.printed()).toContain('Free some space, or put the state elsewhere: BO1_HOME=');
});

test.skipIf(probe === undefined)(
  'a disk that fills up while it runs is named; the supervisor lives on, and the parts are back once there is room',
  async () => {
    const small = disk(420);
    const here = await place({}, small.path);
    const run = here.start();
    const before = await here.ready();
    const makeRoom = small.fill();
    for (const part of [before.postgres, before.worker]) process.kill(Number(part?.pid), 'SIGKILL');
    await until('the terminal names the disk', () => /The disk that holds \S+ is full: /.test(run.printed()));
    expect(run.printed()).toContain('Free some space');
    // However long it is full.
    await until('the worker waits', () =>
      /is full: worker could not write\. worker waits for room\./.test(run.printed()),
    );
    expect(run.child.exitCode).toBeNull();
    makeRoom();
    await until('both are back', () => {
      const { postgres, worker } = here.stackFile() ?? {};
      return [
        [postgres, before.postgres],
        [worker, before.worker],
      ].every(([now, then]) => now?.state === 'ready' && now.pid !== then?.pid);
    });
    const gone = once(run.child, 'exit');
    run.child.kill('SIGTERM');
    expect((await gone)[0]).toBe(0);
  },
);
