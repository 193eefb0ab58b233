import { spawnSync } from 'node:child_process';
import { Mend } from './mend.mjs';
import { outsideEnvironment } from './place.mjs';

const NAMES = ['python3', 'python3.14', 'python3.13', 'python3.12', 'python3.11', 'python'];
const LEAST = 11;
const ASK = `import sys
ok = 1
try:
    import ensurepip, venv
except Exception:
    ok = 0
print("%d %d %d %s" % (sys.version_info[0], sys.version_info[1], ok, sys.executable))`;

function examine(name) {
  const asked = spawnSync(name, ['-c', ASK], { encoding: 'utf8', env: outsideEnvironment(), timeout: 15_000 });
  const [major, minor, complete, ...path] = (asked.stdout ?? '').trim().split(' ');
  if (asked.status !== 0 || path.length === 0) return undefined;
  const version = `${major}.${minor}`;
  return {
    path: path.join(' '),
    version,
    recent: Number(major) === 3 && Number(minor) >= LEAST,
    complete: complete === '1',
  };
}

const debian = (packages) => `${process.getuid?.() === 0 ? '' : 'sudo '}apt-get install -y ${packages}`;

function install(packages) {
  return process.platform === 'darwin' ? 'brew install python@3.13' : debian(packages);
}

/** The line that gives a Python what it needs to make a virtual environment. */
export const venvRemedy = (version) => `Run: ${install(`python${version}-venv`)}`;

/**
 * Finds a Python that can make a virtual environment.
 * @returns {{path: string, version: string}}
 * @throws Mend naming the one line that mends it
 */
export function findPython() {
  const found = NAMES.map(examine).filter((python) => python !== undefined);
  const good = found.find((python) => python.recent && python.complete);
  if (good !== undefined) return good;
  const why = 'The servers of the embedded stack (Temporal, Valkey, SeaweedFS, Caddy) come as Python packages.';
  const bare = found.find((python) => python.recent);
  if (bare !== undefined) {
    throw new Mend(
      `Python ${bare.version} (${bare.path}) is here, but without venv and ensurepip. ${why}`,
      venvRemedy(bare.version),
    );
  }
  const [old] = found;
  const state =
    old === undefined
      ? 'Python is missing.'
      : `Python ${old.version} (${old.path}) is too old: 3.${LEAST} or newer is needed.`;
  // Debian's own python3 is new enough from version 12 on. Where the system's is the old one, an older release has another beside it.
  const ofSystem = old !== undefined && old.path.startsWith('/usr/bin/');
  const packages = ofSystem ? `python3.${LEAST} python3.${LEAST}-venv` : 'python3 python3-venv';
  throw new Mend(`${state} ${why}`, `Run: ${install(packages)}`);
}
