import { execFileSync } from 'node:child_process';
import { createServer } from 'node:net';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Place, makePlace, pidsOf, stillRunning, until } from './fixtures/terminal-run.ts';
import type { StackFile } from './stack-file.ts';

let place: Place;
beforeEach(async () => {
  place = await makePlace();
});
afterEach(() => place.remove());

async function query<T extends pg.QueryResultRow>(file: StackFile, text: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: String(file.postgres?.url) });
  await client.connect();
  try {
    return (await client.query<T>(text)).rows;
  } finally {
    await client.end();
  }
}

/** Ctrl-C as a terminal delivers it: to the whole foreground group. */
function pressCtrlC(pid: number | undefined): void {
  process.kill(-(pid ?? 0), 'SIGINT');
}

test('a part that dies is back within 2 s, under a new pid that stack.json and the terminal name', async () => {
  const run = place.start();
  const before = await place.ready();
  const killed = Number(before.worker?.pid);
  const since = Date.now();
  process.kill(killed, 'SIGKILL');
  const after = await until('a new worker', () => {
    const now = place.stackFile();
    return now?.worker?.state === 'ready' && now.worker.pid !== killed && now;
  });
  expect(Date.now() - since).toBeLessThan(2_000);
  expect(stillRunning([Number(after.worker?.pid)])).toHaveLength(1);
  await until('the terminal says so', () => run.printed().includes('worker was killed (SIGKILL); back after'));
  expect(
    run
      .printed()
      .split('\n')
      .filter((line) => line.includes('worker was killed')),
  ).toHaveLength(1);
});

test('Ctrl-C for the whole group ends everything, the next start goes on with the same data, and --fresh begins empty', async () => {
  const first = place.start();
  const before = await place.ready();
  for (const name of ['secrets.json', 'stack.json']) expect(statSync(join(place.home, name)).mode & 0o077).toBe(0);
  await query(before, 'create table kept (word text)');
  await query(before, `insert into kept values ('still here')`);
  pressCtrlC(first.child.pid);
  expect(await first.ended()).toBe(0);
  expect(stillRunning(pidsOf(before))).toEqual([]);
  expect(place.stackFile()).toBeUndefined();

  const second = place.start();
  const after = await place.ready();
  expect(await query(after, 'select word from kept')).toEqual([{ word: 'still here' }]);
  expect(after.postgres?.url).toBe(before.postgres?.url); // the password is the same
  pressCtrlC(second.child.pid);
  await second.ended();

  const third = place.start(['--fresh']);
  expect(await query(await place.ready(), `select to_regclass('kept')::text as kept`)).toEqual([{ kept: null }]);
  expect(third.printed()).toContain('begins empty');
});

test('Ctrl-C in the middle of a first start leaves nothing', async () => {
  const run = place.start();
  const registry = join(place.home, 'processes.json');
  await until(
    'the first process',
    () => statSync(registry, { throwIfNoEntry: false }) && readFileSync(registry, 'utf8').includes('pid'),
  );
  pressCtrlC(run.child.pid);
  await run.ended();
  const listing = execFileSync('ps', ['-axo', 'args='], { encoding: 'utf8' });
  expect(listing.split('\n').filter((line) => line.includes(place.home))).toEqual([]);
});

test('a second start on the same home is refused by pid, and the first goes on', async () => {
  const first = place.start();
  const file = await place.ready();
  const second = place.start();
  expect(await second.ended()).toBe(1);
  expect(second.printed()).toContain(`already runs on ${place.home} (pid ${first.child.pid})`);
  expect(stillRunning(pidsOf(file))).toHaveLength(pidsOf(file).length);
});

test('after kill -9 of the supervisor its parts live on, and the next start takes over', async () => {
  const first = place.start();
  const before = await place.ready();
  await query(before, 'create table kept (word text)');
  process.kill(Number(before.supervisor.pid), 'SIGKILL');
  await first.ended();
  expect(stillRunning(pidsOf(before))).toHaveLength(pidsOf(before).length);

  const second = place.start();
  await until('the takeover is told', () => second.printed().includes('ended what it left'));
  const after = await until('a new stack', () => {
    const now = place.stackFile();
    return now !== undefined && now.supervisor.pid !== before.supervisor.pid && now;
  });
  expect(stillRunning(pidsOf(before))).toEqual([]);
  expect(await query(after, 'select * from kept')).toEqual([]);
});

test('a taken port is named with the part that needs it, who holds it, and the way out', async () => {
  const holder = createServer();
  await new Promise<void>((resolve) => holder.listen(place.base + 5, '127.0.0.1', resolve));
  try {
    const run = place.start();
    expect(await run.ended()).toBe(1);
    expect(run.printed()).toContain(`Port ${place.base + 5}, which postgres needs, is taken by`);
    expect(run.printed()).toContain(`(pid ${process.pid})`);
    expect(run.printed()).toContain('BO1_PORT_BASE=');
  } finally {
    holder.close();
  }
});
