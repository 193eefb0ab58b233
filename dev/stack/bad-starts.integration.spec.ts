import { once } from 'node:events';
import { afterEach, expect, test } from 'vitest';
import { startSimulator } from '../simulators/anthropic/server.ts';
import { type SmallDisk, smallDisk } from './fixtures/small-disk.ts';
import { type Place, makePlace, until } from './fixtures/terminal-run.ts';

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

test('a key that the vendor refuses ends the start, by name and with the way out, and nothing is spent', async () => {
  const vendor = await startSimulator(0, {});
  undo.push(() => vendor.close());
  const key = 'sk-ant-api03-revoked-revoked-revoked';
  const { start, stackFile } = await place({ ANTHROPIC_API_KEY: key, ANTHROPIC_BASE_URL: vendor.url });
  const run = start();
  expect(await run.ended()).toBe(1);
  expect(run.printed()).toContain(`${vendor.url} refuses the key in ANTHROPIC_API_KEY (401).`);
  expect(run.printed()).toMatch(/Copy a valid key .* or unset ANTHROPIC_API_KEY to go on with the simulated model/);
  expect(run.printed()).not.toContain(key);
  expect(stackFile()).toBeUndefined();
  const spent = (await (await fetch(`${vendor.url}/__sim/ledger`)).json()) as { calls: unknown[] };
  expect(spent.calls).toEqual([]);
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
    process.kill(Number(before.postgres?.pid), 'SIGKILL');
    await until('the terminal names the disk', () => /The disk that holds \S+ is full: /.test(run.printed()));
    expect(run.printed()).toContain('Free some space');
    expect(run.child.exitCode).toBeNull();
    makeRoom();
    await until('Postgres is back', () => {
      const postgres = here.stackFile()?.postgres;
      return postgres?.state === 'ready' && postgres.pid !== before.postgres?.pid;
    });
    const gone = once(run.child, 'exit');
    run.child.kill('SIGTERM');
    expect((await gone)[0]).toBe(0);
  },
);
