import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { benchData } from './bench-data.mjs';
import { benchPeers } from './bench-peers.mjs';
import { build } from './build.mjs';
import { chromium } from './chromium.mjs';
import { install, oneAtATime } from './install.mjs';
import { Mend } from './mend.mjs';
import { modernNode, nodeModules, root } from './place.mjs';
import { handOver } from './run-command.mjs';
import { bold, say } from './say.mjs';
import { requireSuites, runSuites } from './suites.mjs';

const supervisor = (args) => handOver(modernNode(), [join(root, 'dev/stack/main.ts'), ...args]);

async function prepare(products, withServers = true) {
  await oneAtATime(async () => {
    await install({ withServers });
    await build(products);
  });
}

/** What a start was asked for; npm keeps an option that stands before `--` to itself, and hands it on as a setting of its own. */
function startOptions(args) {
  const unknown = args.find((arg) => arg !== '--fresh');
  if (unknown !== undefined) throw new Mend(`There is no option "${unknown}".`, 'There is one: npm start -- --fresh');
  return args.includes('--fresh') || process.env.npm_config_fresh === 'true' ? ['--fresh'] : [];
}

/** Installs what is missing and starts the stack; `--fresh` begins empty. */
export async function start(args) {
  const options = startOptions(args);
  await prepare(['database', 'api', 'web']);
  return supervisor(['start', ...options]);
}

/** The same stack with hot reload. */
export async function dev(args) {
  const options = startOptions(args);
  await prepare(['database', 'api']);
  return supervisor(['dev', ...options]);
}

function requireInstalled() {
  if (!existsSync(join(nodeModules, '.bo1-lock')))
    throw new Mend('Nothing is installed yet, so nothing runs.', 'Begin with: npm start');
}

export async function status() {
  requireInstalled();
  return supervisor(['status']);
}

export async function stop() {
  requireInstalled();
  return supervisor(['stop']);
}

/** Types, lint and unit tests: what to run before every commit. */
export async function check() {
  await prepare(['database'], false);
  return runSuites(['types', 'lint', 'unit']);
}

/** Every suite, in an order that fails early; names of suites choose some. */
export async function test(args) {
  requireSuites(args);
  await prepare(['database', 'api', 'web']);
  process.env.CHROMIUM_PATH = await chromium();
  return runSuites(args.length > 0 ? args : undefined);
}

/** Scripted boards with known truth, and the figures they are held to. */
export async function deliberation(args) {
  await prepare(['database', 'api', 'web']);
  await oneAtATime(benchData);
  return handOver(modernNode(), [join(root, 'bench/deliberation/main.ts'), ...args]);
}

/** The same meetings on other engines: overhead, and what kills cost each of them. */
export async function peers(args) {
  await prepare(['database', 'api', 'web']);
  await oneAtATime(benchPeers);
  return handOver(modernNode(), [join(root, 'bench/peers/main.ts'), ...args]);
}

/** Every benchmark, one after the other; arguments go to each. */
export async function bench(args) {
  await prepare(['database', 'api', 'web']);
  const folder = join(root, 'bench');
  const all = readdirSync(folder)
    .filter((name) => name.endsWith('.bench.ts'))
    .sort();
  if (all.length === 0)
    throw new Mend('There are no benchmarks in bench/.', 'A benchmark is a file called <name>.bench.ts.');
  let worst = 0;
  for (const name of all) {
    say('', bold(name), '');
    worst = Math.max(worst, await handOver(modernNode(), [join(folder, name), ...args]));
  }
  return worst;
}
