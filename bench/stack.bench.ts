/** `npm start` when installed: ms until ready, and the memory of all processes of the idle stack (PSS, Linux). */
import { readFileSync } from 'node:fs';
import { report } from '../e2e/rig/figures.ts';
import { ProductStack } from '../e2e/rig/stack.ts';
import { waitFor } from '../e2e/rig/wait.ts';

const REQUIRED_READY_S = 20;
const REQUIRED_PSS_MB = 1_500;

const since = Date.now();
const stack = await ProductStack.start();
const readyFirst = Date.now() - since;
try {
  await stack.down();
  const again = Date.now();
  await stack.up();
  const readyAgain = Date.now() - again;
  report('npm start', {
    'ready s, empty home': readyFirst / 1000,
    'ready s, second start': readyAgain / 1000,
    'required s': REQUIRED_READY_S,
  });

  await waitFor('an idle stack', () => idleFor(15_000), { within: 60_000, every: 1_000 });
  const pids = descendants(stack.supervisorPid);
  const sizes = pids
    .map((pid) => ({ pid, mb: pssMb(pid), name: commandOf(pid) }))
    .sort((one, other) => other.mb - one.mb);
  const total = sizes.reduce((sum, { mb }) => sum + mb, 0);
  report('idle stack', { 'PSS MB': Math.round(total), 'required MB': REQUIRED_PSS_MB, processes: pids.length });
  for (const { mb, name } of sizes.slice(0, 12))
    process.stdout.write(`  ${Math.round(mb).toString().padStart(5)} MB  ${name}\n`);
} finally {
  await stack.end();
}

function idleFor(ms: number): boolean {
  return Date.now() - since > readyFirst + ms;
}

function descendants(root: number): number[] {
  const children = readFileSync(`/proc/${root}/task/${root}/children`, 'utf8')
    .trim()
    .split(' ')
    .filter(Boolean)
    .map(Number);
  return [root, ...children.flatMap(descendants)];
}

function pssMb(pid: number): number {
  const kb = /^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? '0';
  return Number(kb) / 1024;
}

function commandOf(pid: number): string {
  return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').slice(0, 90);
}
