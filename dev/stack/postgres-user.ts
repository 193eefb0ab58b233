import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { StartError } from './failure.ts';
import type { Command } from './part.ts';

const UNPRIVILEGED = 'nobody';

function idOf(flag: '-u' | '-g'): number {
  return Number(execFileSync('id', [flag, UNPRIVILEGED], { encoding: 'utf8' }).trim());
}

/** The user Postgres runs as when we are root (it refuses root itself); undefined for everybody else. */
export function postgresUser(): { uid: number; gid: number } | undefined {
  return process.getuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : undefined;
}

/** Whether a user without rights of its own reaches a path: every folder above it lets others pass. */
function reachable(path: string): boolean {
  for (let folder = path; folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(folder) && (statSync(folder).mode & 0o001) === 0) return false;
  }
  return true;
}

function setpriv(): string {
  const found = ['/usr/bin/setpriv', '/bin/setpriv'].find((path) => existsSync(path));
  if (found !== undefined) return found;
  throw new StartError(
    'Postgres cannot run as root, and no other user can enter this folder.',
    'Run as an ordinary user, or move the project (and BO1_HOME) to a folder others can enter.',
  );
}

/**
 * Makes a Postgres command run as an unprivileged user where we are root. Below a private folder (a clone in
 * /root, a 0700 folder in /tmp) that user could reach neither binaries nor data, so it keeps the one capability
 * to do so. `setpriv` replaces itself, so the pid stays the server's own.
 */
export function asPostgresUser(command: Command, dataFolder: string): Command {
  const user = postgresUser();
  if (user === undefined) return command;
  if (reachable(command.file) && reachable(dirname(dataFolder))) return { ...command, ...user };
  const keep = ['--securebits=+no_setuid_fixup', '--inh-caps=-all,+dac_override', '--ambient-caps=-all,+dac_override'];
  const change = [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups', ...keep];
  return { ...command, file: setpriv(), args: [...change, command.file, ...command.args] };
}
