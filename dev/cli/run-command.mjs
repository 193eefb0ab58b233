import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { Mend } from './mend.mjs';
import { home, root } from './place.mjs';

/**
 * Runs a command to its end, its output in a log file.
 * @param {string} label names the log file below `$BO1_HOME/logs`
 * @param {{cwd?: string, env?: NodeJS.ProcessEnv}} [options]
 * @returns {Promise<string>} what it printed
 * @throws Mend with the end of its output
 */
export function runLogged(label, file, args, options = {}) {
  const logs = join(home, 'logs');
  mkdirSync(logs, { recursive: true });
  const path = join(logs, `${label}.log`);
  const log = createWriteStream(path, { mode: 0o600 });
  log.on('error', () => undefined); // looked at when the command has ended
  return new Promise((done, refuse) => {
    const child = spawn(file, args, {
      cwd: options.cwd ?? root,
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let printed = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        printed = (printed + chunk).slice(-200_000);
        log.write(chunk);
      });
    }
    child.once('error', (error) =>
      refuse(new Mend(`${file} could not be run: ${error.message}`, 'Install it, then start again.')),
    );
    child.once('close', async (code) => {
      log.end();
      const lost = await finished(log).catch((error) => error);
      if (code === 0) return done(printed);
      refuse(
        new Mend(
          `${[file.split('/').pop(), ...args].join(' ').slice(0, 120)} failed (${code}).`,
          advice(printed, path, lost),
        ),
      );
    });
  });
}

function advice(printed, path, lost) {
  if (/ENOSPC|no space left on device/i.test(printed)) return 'The disk is full: free some space, then start again.';
  if (lost?.code === 'ENOSPC') return `The disk that holds ${path} is full: free some space, then start again.`;
  if (/ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|NewConnectionError|Could not resolve host/.test(printed)) {
    return `The network or the package registry does not answer: check the connection, then start again.\nAll of it: ${path}`;
  }
  return `${printed.trim().split('\n').slice(-15).join('\n')}\nAll of it: ${path}`;
}

/**
 * Hands the terminal to a long-lived command and passes signals on; a terminal's Ctrl-C reaches it by itself too.
 * @returns {Promise<number>} its exit code
 */
export function handOver(file, args, env = process.env) {
  const child = spawn(file, args, { cwd: root, env, stdio: 'inherit' });
  // We must outlive it: whoever waits for us (npm, a shell) takes our end for the end of everything.
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => child.kill(name));
  return new Promise((done) => {
    child.once('error', () => done(1));
    child.once('exit', (code, signal) => done(code ?? (signal === 'SIGKILL' ? 137 : 1)));
  });
}
