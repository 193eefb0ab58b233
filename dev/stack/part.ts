import type { Home } from './home.ts';
import type { PortName, Ports } from './ports.ts';
import type { Secrets } from './secrets.ts';

/** What every part is built from: one stack's places, ports, secrets and the settings of its processes. */
export interface StackContext {
  /** `start`: as built for production; `dev`: with hot reload; `test`: no fsync, small. */
  mode: 'start' | 'dev' | 'test';
  home: Home;
  ports: Ports;
  secrets: Secrets;
  /** Environment of the product's processes (worker, api, web, migrations). */
  settings: Record<string, string>;
  /** Environment every child begins with: PATH, HOME, locale, proxies; no settings. */
  baseEnv: Record<string, string>;
}

/** One process to run. */
export interface Command {
  file: string;
  args: string[];
  env?: Record<string, string>;
  cwd?: string;
  /** User and group to run as, where the process refuses to run as root. */
  uid?: number;
  gid?: number;
}

/** How to end a part: the signal that asks, and how long it may take before it is killed. */
export interface StopRule {
  signal: NodeJS.Signals;
  graceMs: number;
  /** Parts of stage 0 end first, then 1, then 2 (the databases). */
  stage: 0 | 1 | 2;
}

/** A server the stack starts and keeps alive. */
export interface Part {
  name: string;
  /** Parts that must answer before this one is started. */
  needs: string[];
  ports: PortName[];
  stop: StopRule;
  /** Folders and files it needs; run before every start, so it must bear being run again. */
  prepare?(context: StackContext): Promise<void>;
  command(context: StackContext): Command;
  /** One probe: does it serve? Must not throw for "not yet" longer than a second. */
  ready(context: StackContext): Promise<boolean>;
  /** Work on the running server (a bucket, a retention); run after every start, before others may use it. */
  settle?(context: StackContext): Promise<void>;
  /** Removes what it leaves outside the home; run after it was stopped. */
  tidy?(context: StackContext): void;
  /** Its entry in stack.json, without the pid. */
  describe(context: StackContext): Record<string, string>;
  /** How often its readiness is looked at while it serves, and after how long without an answer it counts as hung. */
  patience?: { lookEveryMs: number; hungAfterMs: number };
  /** In `dev`, a change below one of these folders restarts the part. */
  watch?: string[];
}

/** In `dev`, what the change of a file asks for that no process reads by itself. */
export interface Chore {
  folder: string;
  /** Path of the file below the folder. */
  file: RegExp;
  commands?(context: StackContext): Command[];
  /** What was done, or is to be done by hand; follows on "<file> changed: ". */
  told: string;
}

/** Work that runs to its end between parts, such as migrations. */
export interface Task {
  name: string;
  needs: string[];
  commands(context: StackContext): Command[];
}
