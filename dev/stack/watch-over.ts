import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { nodeBinary } from './paths.ts';
import type { ProcessIdentity } from './processes.ts';

export interface Watch {
  /** Ends what is left now, as if this process had gone. */
  dismiss(): void;
  /** Leaves everything as it is. */
  callOff(): void;
}

/**
 * Has what runs on a home ended when this process is gone, however it went.
 * @param remove the home goes, too
 * @param supervisor ended first, since it would start its parts again
 */
export function watchOver(home: string, remove: boolean, supervisor?: ProcessIdentity): Watch {
  const script = join(import.meta.dirname, 'watchdog.mjs');
  const dog = spawn(nodeBinary, [script, home, remove ? 'remove' : 'keep', JSON.stringify(supervisor ?? null)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  dog.unref();
  // The pipe must not keep this process alive; node's types do not say that a pipe is a socket.
  (dog.stdin as unknown as { unref(): void }).unref();
  return { dismiss: () => void dog.stdin.end(), callOff: () => void dog.kill('SIGKILL') };
}
