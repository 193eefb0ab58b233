import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { claimPorts } from './free-ports.ts';
import { createHome, homeAt } from './home.ts';
import type { Part, StackContext } from './part.ts';
import { parts as allParts, tasks as allTasks } from './parts/all.ts';
import type { Vendor } from './parts/simulator.ts';
import { parseGiven } from './env.ts';
import { portsFrom } from './ports.ts';
import { endOrphans, lockHome } from './registry.ts';
import { secretsOf } from './secrets.ts';
import { contextFor, replacedBy } from './settings.ts';
import { Stack } from './stack.ts';
import type { StackFile } from './stack-file.ts';
import { watchOver } from './watch-over.ts';

export type PartName = 'proxy' | 'web' | 'api' | 'worker' | 'temporal' | 'postgres' | 'redis' | 's3' | Vendor;

const IN_RESERVE: readonly string[] = ['openai', 'brave'];

/** What a test asks for; everything has a default. */
export interface StackOptions {
  /** Parts to run; migrations and seed are run when `postgres` is among them, unless `migrate` is false. Default: all but the
   *  vendors in reserve: what tests provoke at the first vendor shall not be smoothed over. */
  parts?: PartName[];
  migrate?: boolean;
  /** Settings on top, for every process: `{BO1_SIM_LATENCY: '0'}`, or `{REDIS_URL: …}` in place of a part. */
  env?: Record<string, string>;
  /** State folder to keep; default: a new one, removed at the end. */
  home?: string;
  /** First port; default: a free range of its own. */
  portBase?: number;
  /** Parts of the test's own. */
  extraParts?: Part[];
  /** Receives what a terminal would show. */
  say?: (line: string) => void;
}

/** A running stack in a test's hands. */
export interface RunningStack {
  context: StackContext;
  /** Environment for a worker, API or client of this stack. */
  settings: Record<string, string>;
  /** The one origin (`http://127.0.0.1:port`). */
  url: string;
  /** stack.json's content as it is now. */
  describe(): StackFile;
  /** Pid of a part's serving process; throws while it has none. */
  pid(part: string): number;
  /** Sends a signal (default SIGKILL) and returns the pid it went to; the supervisor restarts what dies. */
  kill(part: string, signal?: NodeJS.Signals): number;
  /** Resolves when the part serves again in another process than `pid`. */
  replaced(part: string, pid: number): Promise<void>;
  /** Ends a part and keeps it ended until `resume`. */
  halt(part: string): Promise<void>;
  /** Starts a halted part (or one that stays down); resolves when it serves. */
  resume(part: string): Promise<void>;
  restart(part: string): Promise<void>;
  /** Ends everything; removes the home when it was made by `startStack`. */
  stop(): Promise<void>;
}

/** Environment record for processes of this stack (same as `stack.settings`). */
export function settingsFor(stack: RunningStack): Record<string, string> {
  return { ...stack.settings };
}

function handle(stack: Stack, end: () => Promise<void>): RunningStack {
  const { context } = stack;
  const pid = (part: string): number => {
    const found = stack.runner(part).identity?.pid;
    if (found === undefined) throw new Error(`${part} has no process now (${stack.runner(part).state}).`);
    return found;
  };
  return {
    context,
    settings: context.settings,
    url: context.settings.BO1_PUBLIC_URL ?? '',
    describe: () => stack.describe(),
    pid,
    kill(part, signal = 'SIGKILL') {
      const target = pid(part);
      process.kill(target, signal);
      return target;
    },
    async replaced(part, old) {
      const runner = stack.runner(part);
      while (runner.identity?.pid === old) await runner.changed();
      await runner.untilReady();
    },
    halt: (part) => stack.runner(part).stop(),
    resume: (part) => stack.runner(part).start(),
    restart: (part) => stack.runner(part).restart(),
    stop: end,
  };
}

/**
 * Starts servers for a test, in this process: ports and home of their own, so any number may run side by side.
 * They end with `stop()`, or at once when this process dies. Settings of the terminal are not looked at.
 */
export async function startStack(options: StackOptions = {}): Promise<RunningStack> {
  const made = options.home === undefined;
  const folder = options.home ?? mkdtempSync(join(tmpdir(), 'bo1-'));
  if (made) chmodSync(folder, 0o711);
  const { base, release } =
    options.portBase === undefined ? await claimPorts() : { base: options.portBase, release: () => undefined };
  const home = homeAt(folder);
  createHome(home);
  const unlock = await lockHome(home);
  const watch = watchOver(home.root, made);
  const env = options.env ?? {};
  const given = parseGiven(env);
  await endOrphans(home);
  const asked = ({ name }: Part) =>
    options.parts === undefined ? !IN_RESERVE.includes(name) : (options.parts as string[]).includes(name);
  const wanted = allParts.filter(asked);
  const without = IN_RESERVE.filter((name) => !wanted.some((part) => part.name === name));
  const basis = { ports: portsFrom(base), secrets: secretsOf(home) };
  const context = contextFor('test', home, basis, given, env, without);
  const migrated = options.migrate !== false && wanted.some(({ name }) => name === 'postgres' || name === 'api');
  const say = (line: string): void => options.say?.(line);
  const reporter = { began: (name: string, ms: number) => say(`${name} after ${ms} ms`), say };
  const stack = new Stack(
    context,
    [...wanted, ...(options.extraParts ?? [])],
    migrated ? allTasks : [],
    replacedBy(given),
    reporter,
  );
  const end = async (): Promise<void> => {
    await stack.stop();
    unlock();
    release();
    if (made) rmSync(home.root, { recursive: true, force: true });
    watch.dismiss();
  };
  try {
    await stack.start();
  } catch (thrown) {
    await end();
    throw thrown;
  }
  return handle(stack, end);
}
