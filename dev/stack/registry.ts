import { linkSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { StartError } from './failure.ts';
import { type Home, guardDisk, readJson, writeJson } from './home.ts';
import type { StopRule } from './part.ts';
import { type ProcessIdentity, identify, isRunning, terminate } from './processes.ts';

/** A process of the stack as remembered on disk, with how to end it. */
export interface Registered extends ProcessIdentity {
  part: string;
  stop: StopRule;
}

const self = (): ProcessIdentity => identify(process.pid) ?? { pid: process.pid, started: '' };

/** The supervisor that runs on this home now, if any. */
export function supervisorOf(home: Home): ProcessIdentity | undefined {
  const holder = readJson<ProcessIdentity>(home.lockFile);
  return holder !== undefined && isRunning(holder) ? holder : undefined;
}

/** The lock appears with its content: one that could be seen empty would look like a dead supervisor's. */
function claim(home: Home, mine: ProcessIdentity): boolean {
  const draft = `${home.lockFile}.${mine.pid}`;
  try {
    guardDisk(home, () => writeFileSync(draft, JSON.stringify(mine), { mode: 0o600 }));
    linkSync(draft, home.lockFile);
    return true;
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw thrown;
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * Makes this process the only supervisor of the home.
 * @returns the release, to be called last
 * @throws StartError naming the pid of the one that runs
 */
export async function lockHome(home: Home): Promise<() => void> {
  const mine = self();
  const release = (): void => {
    if (readJson<ProcessIdentity>(home.lockFile)?.pid === mine.pid) rmSync(home.lockFile, { force: true });
  };
  if (claim(home, mine)) return release;
  const holder = supervisorOf(home);
  if (holder === undefined) {
    rmSync(home.lockFile, { force: true });
    // Two starts may both have found the dead one's lock: the later writer wins, and the other sees it here.
    if (claim(home, mine)) await delay(60);
    if (readJson<ProcessIdentity>(home.lockFile)?.pid === mine.pid) return release;
  }
  throw new StartError(
    `A stack already runs on ${home.root} (pid ${(holder ?? supervisorOf(home))?.pid ?? 'unknown'}).`,
    'Stop it with `npm run stop`, or start a second one beside it: BO1_HOME=.bo1-second BO1_PORT_BASE=8400 npm start',
  );
}

/** Remembers the running processes, for the next start and for the watchdog. */
export function remember(home: Home, processes: Registered[]): void {
  writeJson(home.processesFile, processes);
}

/** Processes of this home that run; orphans, where its supervisor does not. */
export function remembered(home: Home): Registered[] {
  return (readJson<Registered[]>(home.processesFile) ?? []).filter(isRunning);
}

/**
 * Ends what an earlier supervisor left, in order: product, then engines, then databases; what it said of them goes, too.
 * @returns names of the parts that were still running
 */
export async function endOrphans(home: Home): Promise<string[]> {
  const orphans = remembered(home);
  for (const stage of [0, 1, 2]) {
    const now = orphans.filter((orphan) => orphan.stop.stage === stage);
    await Promise.all(now.map((orphan) => terminate(orphan, orphan.stop.signal, orphan.stop.graceMs)));
  }
  for (const path of [home.processesFile, home.stackFile]) rmSync(path, { force: true });
  return orphans.map((orphan) => orphan.part);
}
