import { spawn } from 'node:child_process';
import type { Command, StackContext } from './part.ts';

/** Environment of a command: the base, then its own. */
export function environmentOf(command: Command, context: StackContext): Record<string, string> {
  return { ...context.baseEnv, ...command.env };
}

/**
 * Runs a command to its end.
 * @param options `input`: text for its standard input; `signal`: ends it
 * @returns what it printed
 * @throws Error with the last lines it printed when it fails
 */
export function run(
  command: Command,
  context: StackContext,
  options: { input?: string; signal?: AbortSignal } = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command.file, command.args, {
      cwd: command.cwd ?? context.home.root,
      env: environmentOf(command, context),
      uid: command.uid,
      gid: command.gid,
      stdio: 'pipe',
      signal: options.signal,
    });
    let printed = '';
    child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code === 0) return resolve(printed);
      const said = printed.trim().split('\n').slice(-12).join('\n');
      reject(new Error(`${command.args.at(0) ?? command.file} ended with ${signal ?? code}:\n${said}`));
    });
    child.stdin.on('error', () => undefined); // it may end before it has read everything
    child.stdin.end(options.input ?? '');
  });
}
