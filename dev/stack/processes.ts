import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** A process that cannot be mistaken for a later one with the same pid. */
export interface ProcessIdentity {
  pid: number;
  /** Opaque text, equal for the same process only: boot and start tick on Linux, `ps` start time elsewhere. */
  started: string;
}

function linuxStart(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name may hold spaces and brackets; the fields after its last bracket are state (0) … starttime (19).
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').slice(0, 8);
    return `${boot}-${fields[19]}`;
  } catch {
    return undefined;
  }
}

function psStart(pid: number): string | undefined {
  try {
    const row = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    return row === '' || row.startsWith('Z') ? undefined : row.slice(row.indexOf(' ') + 1).trim();
  } catch {
    return undefined;
  }
}

/** Start mark of a running process, or undefined when there is none with that pid (a zombie counts as none). */
export function startOf(pid: number): string | undefined {
  return process.platform === 'linux' ? linuxStart(pid) : psStart(pid);
}

/** Identity of a running process, or undefined when it is gone. */
export function identify(pid: number): ProcessIdentity | undefined {
  const started = startOf(pid);
  return started === undefined ? undefined : { pid, started };
}

/** Whether exactly this process still runs. */
export function isRunning(identity: ProcessIdentity): boolean {
  return startOf(identity.pid) === identity.started;
}

/** Sends a signal to exactly this process; false when it is gone. */
export function signal(identity: ProcessIdentity, name: NodeJS.Signals): boolean {
  if (!isRunning(identity)) return false;
  try {
    return process.kill(identity.pid, name);
  } catch {
    return false;
  }
}

/** Resolves true when the process is gone, false after `withinMs`. */
export async function gone(identity: ProcessIdentity, withinMs: number): Promise<boolean> {
  const end = Date.now() + withinMs;
  while (isRunning(identity)) {
    if (Date.now() > end) return false;
    await delay(25);
  }
  return true;
}

/** Asks with `first`, waits up to `graceMs`, then kills. Resolves when the process is gone. */
export async function terminate(identity: ProcessIdentity, first: NodeJS.Signals, graceMs: number): Promise<void> {
  signal(identity, first);
  if (await gone(identity, graceMs)) return;
  signal(identity, 'SIGKILL');
  await gone(identity, 5_000);
}
