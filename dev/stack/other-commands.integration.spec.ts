import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Place, makePlace, pidsOf, stillRunning, until } from './fixtures/terminal-run.ts';

let place: Place;
beforeEach(async () => {
  place = await makePlace();
});
afterEach(() => place.remove());

/** State and pid of each part, as the table of `npm run status` says. */
const rows = (said: string): Record<string, string> =>
  Object.fromEntries(
    [...said.matchAll(/^ *(postgres|redis|worker) +(\w+ +\S+)/gm)].map(([, name, rest]) => [name, rest]),
  );

const NOTHING = /Nothing runs on \S+\./;

test('status and stop of a stack that runs, and of one that has ended', async () => {
  const run = place.start();
  const file = await place.ready();
  const status = await place.ask('status');
  expect(status.code).toBe(0);
  expect(Object.keys(rows(status.said))).toHaveLength(3);
  for (const name of ['postgres', 'redis', 'worker'] as const)
    expect(rows(status.said)[name]).toMatch(new RegExp(`^ready +${file[name]?.pid}$`));
  const password = new URL(String(file.postgres?.url)).password;
  expect(password).not.toBe('');
  expect(status.said).not.toContain(password);

  expect(await place.ask('stop')).toEqual({ code: 0, said: expect.stringContaining(`Stopped ${place.home}.`) });
  expect(await run.ended()).toBe(0);
  expect(stillRunning(pidsOf(file))).toEqual([]);
  expect(place.stackFile()).toBeUndefined();
  expect(await place.ask('status')).toEqual({ code: 1, said: expect.stringMatching(NOTHING) });
  expect(await place.ask('stop')).toEqual({ code: 0, said: expect.stringMatching(NOTHING) });
});

/** As if the system had given the pids of the supervisor and of a part, both dead, to this process. */
function takePids(part: string): void {
  const path = (name: string): string => join(place.home, name);
  const read = <T>(name: string): T => JSON.parse(readFileSync(path(name), 'utf8')) as T;
  const { pid } = process;
  const known = read<{ part: string }[]>('processes.json');
  const file = read<Record<string, object>>('stack.json');
  const mine = known.map((entry) => (entry.part === part ? { ...entry, pid, started: 'another-boot-1' } : entry));
  writeFileSync(path('processes.json'), JSON.stringify(mine));
  writeFileSync(path('stack.json'), JSON.stringify({ ...file, [part]: { ...file[part], pid } }));
  writeFileSync(path('supervisor.lock'), JSON.stringify({ pid, started: 'another-boot-1' }));
}

test('after kill -9 of the supervisor status tells which parts live on, stop ends and forgets them, and whoever has their pids now is left alone', async () => {
  place.start();
  const file = await place.ready();
  const dead = [file.supervisor, file.redis].map((entry) => Number(entry?.pid));
  for (const pid of dead) process.kill(pid, 'SIGKILL');
  await until('both are gone', () => stillRunning(dead).length === 0);
  takePids('redis');
  const status = await place.ask('status');
  expect(status.code).toBe(1);
  expect(status.said).toContain('The supervisor was killed; 2 parts still run.');
  expect(status.said).toMatch(/`npm start` takes over, `npm run stop` ends them/);
  const { postgres, redis } = rows(status.said);
  expect(postgres).toMatch(new RegExp(`^ready +${file.postgres?.pid}$`));
  expect(redis).toMatch(/^gone +-$/);

  const asked = vi.fn();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, asked);
  const stop = await place.ask('stop');
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.off(signal, asked);
  expect(asked).not.toHaveBeenCalled();
  expect(stop).toEqual({
    code: 0,
    said: expect.stringMatching(/Ended what was left: (postgres, worker|worker, postgres)\./),
  });
  expect(stillRunning(pidsOf(file))).toEqual([]);
  for (const left of ['stack.json', 'processes.json']) expect(existsSync(join(place.home, left))).toBe(false);
  expect(await place.ask('status')).toEqual({ code: 1, said: expect.stringMatching(NOTHING) });
});
