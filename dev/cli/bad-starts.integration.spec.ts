import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type SmallDisk, smallDisk } from '../stack/fixtures/small-disk.ts';
import { nodeBinary, repoRoot } from '../stack/paths.ts';

const LINUX = process.platform === 'linux';
const python = spawnSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' }).stdout?.trim();

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bo1-cli-'));
  mkdirSync(join(folder, 'bin'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A command as this machine could have it; the only ones `npm start` sees. */
function command(name: string, script: string): void {
  writeFileSync(join(folder, 'bin', name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, 'bin', name), 0o755);
}

/** A checkout as it is after `git clone`: nothing installed. */
function checkout(below = folder): string {
  const root = join(below, 'project');
  for (const file of ['dev/cli', 'dev/python/requirements.txt', 'package.json', 'package-lock.json'])
    cpSync(join(repoRoot, file), join(root, file), { recursive: true });
  return root;
}

/** What `npm start` does, with its output and exit code. */
function start(root: string, env: Record<string, string> = {}, args: string[] = []) {
  const { status, stdout, stderr } = spawnSync(nodeBinary, [join(root, 'dev/cli/run.mjs'), 'start', ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { PATH: join(folder, 'bin'), NO_COLOR: '1', ...env },
  });
  return { code: status, said: stdout + stderr };
}

/** A checkout whose npm packages are there, so that the servers are what is missing. */
async function withPackages(): Promise<string> {
  const root = checkout();
  mkdirSync(join(root, 'node_modules/.bin'), { recursive: true });
  symlinkSync(nodeBinary, join(root, 'node_modules/.bin/node'));
  const { fingerprint } = (await import(join(root, 'dev/cli/stamps.mjs'))) as { fingerprint(files: string[]): string };
  writeFileSync(join(root, 'node_modules/.bo1-lock'), fingerprint(['package-lock.json']));
  return root;
}

/** A checkout whose servers are there, so that the npm packages are what is missing. */
async function withServers(): Promise<string> {
  const root = checkout();
  mkdirSync(join(root, '.venv'));
  const { fingerprint } = (await import(join(root, 'dev/cli/stamps.mjs'))) as { fingerprint(files: string[]): string };
  writeFileSync(join(root, '.venv/.bo1-requirements'), fingerprint(['dev/python/requirements.txt']));
  return root;
}

const theLine = LINUX ? /Run: (?:sudo )?apt-get install -y python3[\w.]*-venv/ : /Run: brew install python@3\.13/;

test('an option that there is not is named before anything is installed', () => {
  const { code, said } = start(checkout(), {}, ['--frehs']);
  expect(code).toBe(1);
  expect(said).toContain('There is no option "--frehs".');
  expect(said).toContain('npm start -- --fresh');
});

test('no Python: one line mends it, and no package is fetched before that is said', () => {
  command('npm', 'echo "npm was asked" >&2; exit 1');
  const { code, said } = start(checkout());
  expect(code).toBe(1);
  expect(said).toContain('Python is missing.');
  expect(said).toMatch(LINUX ? /Run: (?:sudo )?apt-get install -y python3 python3-venv/ : /Run: brew install/);
  expect(said).not.toContain('npm was asked');
});

test('too old a Python: named with its place, and one line mends it', () => {
  command('python3', `echo "3 9 1 ${join(folder, 'bin/python3')}"`);
  const { code, said } = start(checkout());
  expect(code).toBe(1);
  expect(said).toContain(`Python 3.9 (${join(folder, 'bin/python3')}) is too old: 3.11 or newer is needed.`);
  expect(said).toMatch(LINUX ? /Run: (?:sudo )?apt-get install -y python3 python3-venv/ : /Run: brew install/);
});

test('a real Python that cannot import ensurepip: one line mends it', () => {
  writeFileSync(join(folder, 'ensurepip.py'), 'raise ImportError("not packaged")\n');
  command('python3', `PYTHONPATH=${folder} exec ${python} "$@"`);
  const { code, said } = start(checkout());
  expect(code).toBe(1);
  expect(said).toContain('without venv and ensurepip');
  expect(said).toMatch(theLine);
});

test('a Python whose venv breaks off: one line mends it, with what it said', async () => {
  const root = await withPackages();
  // The path a Python gives for itself is the one that is run.
  command(
    'python3',
    `case "$1" in -c) echo "3 12 1 ${join(folder, 'bin/python3')}";; *) echo "ensurepip is not available"; exit 1;; esac`,
  );
  const { code, said } = start(root);
  expect(code).toBe(1);
  expect(said).toContain('Python 3.12');
  expect(said).toContain('could not make a virtual environment');
  expect(said).toMatch(theLine);
  expect(said).toContain('ensurepip is not available');
});

test('npm that runs out of space: says that the disk is full, not what npm printed', async () => {
  command('npm', 'echo "npm error code ENOSPC" >&2; echo "npm error nospc write" >&2; exit 228');
  const { code, said } = start(await withServers());
  expect(code).toBe(1);
  expect(said).toContain('npm ci --include=dev --include=optional failed (228).');
  expect(said).toContain('The disk is full: free some space, then start again.');
});

test('no network: says so, and where all of it is', async () => {
  command('npm', 'echo "npm error code EAI_AGAIN" >&2; exit 1');
  expect(start(await withServers()).said).toMatch(
    /package registry does not answer: check the connection[\s\S]*npm-ci\.log/,
  );
});

const probe = smallDisk(1);
probe?.remove();

test.skipIf(probe === undefined)('too small a disk is told before anything is fetched', () => {
  command('python3', `echo "3 12 1 ${python}"`);
  const disk = smallDisk(16) as SmallDisk;
  try {
    const { code, said } = start(checkout(disk.path));
    expect(code).toBe(1);
    expect(said).toMatch(/The disk of \S+ has \d+ MB free; installing needs 2500 MB\./);
    expect(said).toContain('Free some space, then start again.');
  } finally {
    disk.remove();
  }
});

test.skipIf(probe === undefined)('a disk without room for a log is named, without a stack trace', async () => {
  command('npm', 'echo never; exit 1');
  const disk = smallDisk(2) as SmallDisk;
  const root = await withServers();
  try {
    const home = join(disk.path, 'home');
    disk.fill();
    const { code, said } = start(root, { BO1_HOME: home });
    expect(code).toBe(1);
    expect(said).toMatch(/The disk that holds \S+npm-ci\.log is full: free some space, then start again\./);
    expect(said).not.toMatch(/\n\s+at /);
  } finally {
    disk.remove();
  }
});
