// Ends the processes of a stack when the process that wanted it is gone, however it went. Its standard input is a pipe held by
// that process: the system closes it, even after kill -9. The stack's processes are in a file of its home; its supervisor, where
// it has one, is given and goes first.
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';

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

process.stdin.resume();
process.stdin.on('close', () => {
  let left = [];
  try {
    left = JSON.parse(readFileSync(`${home}/processes.json`, 'utf8'));
  } catch {
    left = []; // an orderly stop has removed the list
  }
  const all = [JSON.parse(supervisor), ...left].filter((entry) => entry !== null);
  for (const entry of all.filter(stillTheSame)) {
    try {
      process.kill(entry.pid, 'SIGKILL');
    } catch {
      continue; // it ended by itself in between
    }
  }
  if (removeHome === 'remove') rmSync(home, { recursive: true, force: true });
  process.exit(0);
});
