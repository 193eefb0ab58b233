import { existsSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';

/** Absolute path of the repository. */
export const root = resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../..');

export const nodeModules = join(root, 'node_modules');
export const venv = join(root, '.venv');

/** State, logs and reports (`BO1_HOME`, default `.bo1` in the repository). */
export const home = resolve(root, process.env.BO1_HOME || '.bo1');

/** The Node that everything but this command line runs on; the machine's own where that is new enough. */
export function modernNode() {
  const installed = join(nodeModules, '.bin/node');
  return existsSync(installed) ? installed : process.execPath;
}

/** The environment without the repository's own tools on its path: `npm ci` removes them while it runs. */
export function outsideEnvironment() {
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.startsWith(root));
  return { ...process.env, PATH: path.join(delimiter) };
}
