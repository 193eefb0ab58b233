// Ends the processes of a stack when the process that wanted it is gone, however it went. Its standard input is a pipe held by
// that process: the system closes it, even after kill -9. The stack's processes are in a file of its home; its supervisor, where
// it has one, is given and goes first.
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** A worker drains for up to 10 s. */
const ORDERLY_MS = 15_000;

const [home, removeHome, supervisor = 'null'] = process.argv.slice(2);

const stillTheSame = ({ pid, started }) => {
  try {
    if (process.platform !== 'linux') {
      return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() === started;
    }
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return started.endsWith(`-${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}`);
  } catch {
    return false;
  }
};

const send = ({ pid }, signal) => {
  try {
    process.kill(pid, signal);
  } catch {
    // it ended by itself in between
  }
};

/** Lets the supervisor end its parts, those that are about to start among them. */
async function endInOrder(entry) {
  send(entry, 'SIGTERM');
  for (const end = Date.now() + ORDERLY_MS; Date.now() < end && stillTheSame(entry);) await delay(100);
  if (stillTheSame(entry)) send(entry, 'SIGKILL');
}

process.stdin.resume();
process.stdin.on('close', async () => {
  const above = JSON.parse(supervisor);
  if (above !== null && stillTheSame(above)) await endInOrder(above);
  let left = [];
  try {
    left = JSON.parse(readFileSync(`${home}/processes.json`, 'utf8'));
  } catch {
    left = []; // an orderly stop has removed the list
  }
  for (const entry of left.filter(stillTheSame)) send(entry, 'SIGKILL');
  if (removeHome === 'remove') rmSync(home, { recursive: true, force: true });
  process.exit(0);
});
