import { spawn } from 'node:child_process';
import type { Command, StackContext } from './part.ts';

/** Environment of a command: the base, then its own. */
export function environmentOf(command: Command, context: StackContext): Record<string, string> {
  return { ...context.baseEnv, ...command.env };
}

const LAST_LINES = 12;
/** Node's own frame around an error that nobody caught. */
const AROUND = /^(?:\s+at |\s*\^|Node\.js v|\(Use `node|\s*[{}]|file:\/\/|node:)/;

/** The line of an output that says why: the first that names an error, else the last of all. */
export function reasonIn(printed: string): string {
  const lines = printed.split('\n').filter((line) => line.trim() !== '' && !AROUND.test(line));
  const named = lines.find((line) => /^\s*(?:\w*Error\b|error:|fatal:)/i.test(line));
  return (named ?? lines.at(-1) ?? 'it printed nothing').trim();
}

/** A command that did not end well. */
export class CommandFailed extends Error {
  /** Its last lines. */
  readonly tail: string;

  /** @param ending its exit code, or the signal that killed it */
  constructor(command: Command, ending: number | string, printed: string) {
    super(`${command.args.at(0) ?? command.file} ended with ${ending}: ${reasonIn(printed)}`);
    this.name = 'CommandFailed';
    this.tail = printed.trim().split('\n').slice(-LAST_LINES).join('\n');
  }
}

/**
 * Runs a command to its end.
 * @param options `input`: text for its standard input; `signal`: ends it
 * @returns what it printed
 * @throws CommandFailed when it does not end well
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
      reject(new CommandFailed(command, signal ?? code ?? 'nothing', printed));
    });
    child.stdin.on('error', () => undefined); // it may end before it has read everything
    child.stdin.end(options.input ?? '');
  });
}
