import { resolve } from 'node:path';
import { environment, parseGiven } from './env.ts';
import { StartError } from './failure.ts';
import { type Home, homeAt } from './home.ts';
import { repoRoot } from './paths.ts';
import { gone, signal } from './processes.ts';
import { endOrphans, remembered, supervisorOf } from './registry.ts';
import { readStackFile } from './stack-file.ts';
import { columns, print, tone } from './terminal.ts';
import { shortPath, statusRows } from './welcome.ts';

const STOP_WITHIN_MS = 30_000;

function home(): Home {
  return homeAt(resolve(repoRoot, parseGiven(environment).BO1_HOME));
}

/** `npm run status`: a table of the parts; exit code 1 when nothing runs. */
export function status(): void {
  const place = home();
  const supervisor = supervisorOf(place);
  const living = remembered(place);
  if (supervisor === undefined) {
    process.exitCode = 1;
    if (living.length === 0) return print(`Nothing runs on ${shortPath(place.root)}. Start it with \`npm start\`.`);
    print(
      `The supervisor was killed; ${living.length} parts still run. \`npm start\` takes over, \`npm run stop\` ends them.`,
      '',
    );
  }
  const file = readStackFile(place);
  if (file === undefined) {
    if (supervisor !== undefined) print(`${shortPath(place.root)} is starting (pid ${supervisor.pid}).`);
    return;
  }
  const head = ['part', 'state', 'pid', 'address'].map((title) => tone(title, 'dim'));
  const pids = new Set(living.map(({ pid }) => pid));
  print(...columns([head, ...statusRows(file, (pid) => pids.has(pid))]));
}

/** `npm run stop`: ends the stack of this home, also one whose supervisor was killed. */
export async function stop(): Promise<void> {
  const place = home();
  const supervisor = supervisorOf(place);
  if (supervisor === undefined) {
    const ended = await endOrphans(place);
    return print(
      ended.length === 0 ? `Nothing runs on ${shortPath(place.root)}.` : `Ended what was left: ${ended.join(', ')}.`,
    );
  }
  signal(supervisor, 'SIGTERM');
  if (!(await gone(supervisor, STOP_WITHIN_MS))) {
    throw new StartError(
      `The supervisor (pid ${supervisor.pid}) has not ended within ${STOP_WITHIN_MS / 1000} s.`,
      'Ask again, or look at its terminal.',
    );
  }
  print(`Stopped ${shortPath(place.root)}.`);
}
