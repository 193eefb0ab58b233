import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { parseGiven } from './env.ts';
import { stillRunning, until } from './fixtures/terminal-run.ts';
import { createHome, homeAt } from './home.ts';
import { reloadOnChange } from './hot-reload.ts';
import type { Chore, Part, StackContext } from './part.ts';
import { api, migrationsApply, schemaGenerates, worker } from './parts/product.ts';
import { nodeBinary } from './paths.ts';
import { portsFrom } from './ports.ts';
import { Runner } from './runner.ts';
import { secretsOf } from './secrets.ts';
import { contextFor } from './settings.ts';

let root: string;
let context: StackContext;
let said: string;
/** Pids of all processes that parts ever had. */
const begun: number[] = [];
const undo: (() => unknown)[] = [];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'bo1-reload-'));
  const home = homeAt(join(root, 'home'));
  createHome(home);
  context = contextFor('dev', home, { ports: portsFrom(7400), secrets: secretsOf(home) }, parseGiven({}), {});
  for (const folder of [...(worker.watch ?? []), ...(api.watch ?? [])]) write(`${folder}/main.ts`);
  said = '';
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((said += String(text)), true));
  undo.push(() => spy.mockRestore());
});
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
  rmSync(root, { recursive: true, force: true });
});

function write(path: string, text = 'export {};\n'): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** Takes a moment to go, as a worker does. */
const SERVER = `process.on('SIGTERM', () => setTimeout(process.exit, 150)); setInterval(() => 0, 1000); fs.writeFileSync(process.argv[1], '')`;

/** In the place of a part, restarted by what it is restarted by. */
async function standInFor({ name, watch }: Part): Promise<Runner> {
  const up = (): string => join(root, `${name}-${runner.restarts}`);
  const part: Part = {
    name,
    needs: [],
    ports: [],
    stop: { signal: 'SIGTERM', graceMs: 5_000, stage: 0 },
    command: () => ({ file: nodeBinary, args: ['-e', SERVER, up()] }),
    ready: async () => existsSync(up()),
    describe: () => ({}),
    watch,
  };
  const changed = (): void => void (runner.identity && begun.push(runner.identity.pid));
  const runner: Runner = new Runner(part, context, { changed, say: () => undefined });
  undo.push(() => runner.stop());
  await runner.start();
  return runner;
}

const restarted = (runner: Runner, times: number): Promise<unknown> =>
  until(`${runner.part.name} is restarted`, () => runner.restarts === times && runner.state === 'ready');

/** Lines of the terminal on restarts so far, which are forgotten. */
function restarts(): string[] {
  const lines = [...said.matchAll(/(\w+) restarts: (\S+) changed/g)].map(([, part, file]) => `${part}: ${file}`);
  said = '';
  return lines.sort();
}

test('a changed source restarts the parts that read it and no other; tests, maps, histories and what is written as it was restart none', async () => {
  const [theWorker, theApi] = await Promise.all([standInFor(worker), standInFor(api)]);
  undo.push(reloadOnChange([theWorker, theApi], [], context, root));

  write('activities/meeting/contribute.ts');
  write('activities/meeting/contribute.test.ts'); // of changes at once the last is named: this one is none
  write('workflows/meeting/histories/a.json');
  await restarted(theWorker, 1);
  expect(restarts()).toEqual(['worker: activities/meeting/contribute.ts']);

  write('api/dist/app.js');
  write('api/dist/main.js.map');
  await restarted(theApi, 1);
  expect(restarts()).toEqual(['api: api/dist/app.js']);

  write('contracts/meeting/schema.ts');
  write('contracts/main.ts'); // as it was
  await Promise.all([restarted(theWorker, 2), restarted(theApi, 2)]);
  expect(restarts()).toEqual(['api: contracts/meeting/schema.ts', 'worker: contracts/meeting/schema.ts']);
});

test('a changed schema has its client generated anew, which restarts those who use it; the terminal says what is left to do', async () => {
  const generated = join(root, 'prisma/generated/client.ts');
  const generates: Chore = {
    ...schemaGenerates,
    commands: () => [{ file: nodeBinary, args: ['-e', `fs.writeFileSync(process.argv[1], '')`, generated] }],
  };
  write('prisma/generated/client.ts');
  const [theWorker, theApi] = await Promise.all([standInFor(worker), standInFor(api)]);
  undo.push(reloadOnChange([theWorker, theApi], [generates, migrationsApply], context, root));

  write('prisma/schema.prisma');
  await Promise.all([restarted(theWorker, 1), restarted(theApi, 1)]);
  expect(said).toContain('prisma/schema.prisma changed: its client is generated anew.');
  expect(said).toContain('npm run migration -w prisma -- what_changes');
  expect(restarts()).toEqual(['api: prisma/generated/client.ts', 'worker: prisma/generated/client.ts']);

  write('prisma/migrations/20260101000000_more/migration.sql');
  await until('the terminal says so', () => said.includes('migration.sql changed: it is applied at the next start'));
  expect(restarts()).toEqual([]);

  const [command] = schemaGenerates.commands?.(context) ?? [];
  expect(existsSync(command?.args[0] ?? '')).toBe(true);
});

test('what is ended while it restarts stays ended', async () => {
  const runner = await standInFor(worker);
  const restarting = runner.restart();
  await runner.stop();
  await restarting;
  expect(runner.state).toBe('stopped');
  expect(stillRunning(begun)).toEqual([]);
});
