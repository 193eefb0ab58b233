import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DiskFull, StartError } from './failure.ts';

const STATE = ['postgres', 'valkey', 's3', 'temporal', 'proxy', 'simulators'] as const;
const MIN_FREE_MB = 300;
/** With less than this no server can be expected to live. */
const BARE_MB = 8;

/** The places of one stack below `BO1_HOME`. */
export interface Home {
  root: string;
  logs: string;
  /** State folder of one server. */
  state: Record<(typeof STATE)[number], string>;
  stackFile: string;
  secretsFile: string;
  lockFile: string;
  processesFile: string;
  /** What the worker has in hand. */
  openTasks: string;
}

/** Names the places of a home; creates nothing. */
export function homeAt(folder: string): Home {
  const root = resolve(folder);
  const at = (name: string): string => join(root, name);
  return {
    root,
    logs: at('logs'),
    state: Object.fromEntries(STATE.map((name) => [name, at(name)])) as Home['state'],
    stackFile: at('stack.json'),
    secretsFile: at('secrets.json'),
    lockFile: at('supervisor.lock'),
    processesFile: at('processes.json'),
    openTasks: at('open-tasks'),
  };
}

/** Creates the home's folders; throws a StartError when the disk is full or the place cannot be written. */
export function createHome(home: Home): void {
  guardDisk(home, () => {
    // Others may pass through (Postgres cannot run as root and then runs as another user) but not look around.
    mkdirSync(home.root, { recursive: true, mode: 0o711 });
    for (const folder of [home.logs, ...Object.values(home.state)]) {
      mkdirSync(folder, { recursive: true, mode: 0o711 });
      chmodSync(folder, 0o711);
    }
  });
  const freeMb = freeMbOf(home);
  if (freeMb < MIN_FREE_MB) throw diskFull(home, `${freeMb} MB are free, ${MIN_FREE_MB} MB are needed`);
}

function freeMbOf(home: Home): number {
  const { bavail, bsize } = statfsSync(home.root);
  return Math.floor((bavail * bsize) / 1_048_576);
}

/** Whether a server may be started again after the disk was full. */
export const hasRoom = (home: Home): boolean => freeMbOf(home) >= BARE_MB;

/** Removes what the stack remembers (data, secrets), nothing else that may lie in the folder. */
export function emptyHome(home: Home): void {
  const files = [home.stackFile, home.secretsFile, home.processesFile, home.openTasks];
  for (const path of [...Object.values(home.state), home.logs, ...files])
    rmSync(path, { recursive: true, force: true });
}

/** The message for a full disk. */
export function diskFull(home: Home, detail: string): DiskFull {
  return new DiskFull(
    `The disk that holds ${home.root} is full: ${detail}.`,
    'Free some space, or put the state elsewhere: BO1_HOME=/another/disk npm start',
  );
}

/** Runs something that writes below the home, and turns the system's refusals into a StartError. */
export function guardDisk<T>(home: Home, write: () => T): T {
  try {
    return write();
  } catch (thrown) {
    const code = (thrown as NodeJS.ErrnoException).code;
    if (code === 'ENOSPC' || code === 'EDQUOT') throw diskFull(home, 'a file could not be written');
    if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') {
      throw new StartError(`${home.root} cannot be written (${code}).`, 'Choose another place: BO1_HOME=… npm start');
    }
    throw thrown;
  }
}

/** Replaces a JSON file so that a reader sees the old text or the new one, never a part. Mode 0600. */
export function writeJson(path: string, value: unknown): void {
  const next = `${path}.${process.pid}.tmp`;
  writeFileSync(next, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  renameSync(next, path);
}

/** Reads a JSON file; undefined when it is absent or unreadable. */
export function readJson<T>(path: string): T | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as T;
  } catch {
    return undefined;
  }
}
