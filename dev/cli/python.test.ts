import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { findPython } from './python.mjs';

const root = process.getuid?.() === 0;
const mac = process.platform === 'darwin';

let bin: string;
beforeEach(() => {
  bin = join(mkdtempSync(join(tmpdir(), 'bo1-python-')), 'bin');
  mkdirSync(bin);
  vi.stubEnv('PATH', bin);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(join(bin, '..'), { recursive: true });
});

/** A Python as the machine could have it; `complete` says whether it has venv and ensurepip. */
function python(name: string, version: string, complete = true, path = `/opt/${name}`): void {
  const [major, minor] = version.split('.');
  writeFileSync(join(bin, name), `#!/bin/sh\necho "${major} ${minor} ${complete ? 1 : 0} ${path}"\n`);
  chmodSync(join(bin, name), 0o755);
}

function refusal(): { message: string; remedy: string } {
  try {
    findPython();
  } catch (thrown) {
    return thrown as { message: string; remedy: string };
  }
  throw new Error('a Python was found');
}

const remedy = (packages: string): string =>
  mac ? 'Run: brew install python@3.13' : `Run: ${root ? '' : 'sudo '}apt-get install -y ${packages}`;

test('a good Python under any usual name is taken', () => {
  python('python3.12', '3.12');
  expect(findPython()).toMatchObject({ version: '3.12', path: '/opt/python3.12' });
});

test('an old python3 does not hide a newer one beside it', () => {
  python('python3', '3.9');
  python('python3.11', '3.11');
  expect(findPython().version).toBe('3.11');
});

test('no Python: says so, and the one line that mends it', () => {
  expect(refusal().message).toMatch(/^Python is missing/);
  expect(refusal().remedy).toBe(remedy('python3 python3-venv'));
});

test('too old a Python: names its version and place, and the one line that mends it', () => {
  python('python3', '3.9');
  expect(refusal().message).toMatch(/^Python 3\.9 \(\/opt\/python3\) is too old: 3\.11 or newer/);
  expect(refusal().remedy).toBe(remedy('python3 python3-venv'));
});

test("where the system's own is too old, another one beside it", () => {
  python('python3', '3.10', true, '/usr/bin/python3');
  expect(refusal().remedy).toBe(remedy('python3.11 python3.11-venv'));
});

test('a Python without ensurepip: names the package of exactly that version', () => {
  python('python3', '3.11', false);
  expect(refusal().message).toContain('without venv and ensurepip');
  expect(refusal().remedy).toBe(remedy('python3.11-venv'));
});

test('a command that only pretends to be Python is no Python', () => {
  writeFileSync(join(bin, 'python3'), '#!/bin/sh\necho "pyenv: python3: command not found" >&2; exit 127\n');
  chmodSync(join(bin, 'python3'), 0o755);
  expect(refusal().message).toMatch(/^Python is missing/);
});
