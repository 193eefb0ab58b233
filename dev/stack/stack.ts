import { rmSync } from 'node:fs';
import { StartError, reasonOf } from './failure.ts';
import { guardDisk } from './home.ts';
import type { Part, StackContext, Task } from './part.ts';
import { requireFree } from './ports.ts';
import { signal } from './processes.ts';
import { type Registered, remember } from './registry.ts';
import { CommandFailed, run } from './run.ts';
import { Runner } from './runner.ts';
import { type StackFile, describeStack, writeStackFile } from './stack-file.ts';

const WRITE_AGAIN_MS = 500;

/** What a stack tells its terminal. */
export interface Reporter {
  /** A part serves for the first time, or a task is done. */
  began(name: string, tookMs: number): void;
  say(line: string, kind: 'good' | 'bad' | 'plain'): void;
}

/** A chosen set of parts, started in order of need, kept alive, ended in stages. */
export class Stack {
  readonly context: StackContext;
  readonly replaced: Set<string>;
  readonly #runners: Map<string, Runner>;
  readonly #tasks: Map<string, Task>;
  readonly #reporter: Reporter;
  readonly #abort = new AbortController();
  #readyInMs: number | undefined;
  /** Whether the files on what runs are older than what they tell of. */
  #unwritten = false;

  /**
   * @param parts every part it could run; those in `replaced` are left out
   * @param replaced names of parts for which a real server was given
   */
  constructor(context: StackContext, parts: Part[], tasks: Task[], replaced: Set<string>, reporter: Reporter) {
    this.context = context;
    this.replaced = replaced;
    this.#reporter = reporter;
    const events = { changed: () => this.#changed(), say: reporter.say };
    const ours = parts.filter((part) => !replaced.has(part.name));
    this.#runners = new Map(ours.map((part) => [part.name, new Runner(part, context, events)]));
    this.#tasks = new Map(tasks.map((task) => [task.name, task]));
  }

  /** The runner of a part; throws when this stack has no such part. */
  runner(name: string): Runner {
    const found = this.#runners.get(name);
    if (found === undefined)
      throw new Error(`This stack runs no ${name}; it runs ${[...this.#runners.keys()].join(', ')}.`);
    return found;
  }

  get runners(): Runner[] {
    return [...this.#runners.values()];
  }

  /** Starts everything; on the first part that fails ends what was begun and throws its StartError. */
  async start(): Promise<void> {
    const since = Date.now();
    const { ports } = this.context;
    await requireFree(
      this.runners.flatMap(({ part }) => part.ports.map((name) => ({ part: part.name, port: ports[name] }))),
    );
    const begun = new Map<string, Promise<void>>();
    try {
      await Promise.all([...this.#runners.keys(), ...this.#tasks.keys()].map((name) => this.#begin(name, begun)));
    } catch (thrown) {
      await this.stop();
      throw thrown;
    }
    this.#readyInMs = Date.now() - since;
    this.#changed();
  }

  /** Ends all parts: product first, databases last. Safe to call at any time and more than once. */
  async stop(): Promise<void> {
    this.#abort.abort();
    for (const stage of [0, 1, 2]) {
      await Promise.all(this.runners.filter(({ part }) => part.stop.stage === stage).map((runner) => runner.stop()));
    }
    rmSync(this.context.home.stackFile, { force: true });
    rmSync(this.context.home.processesFile, { force: true });
  }

  /** Kills every part at once: for somebody who will not wait. */
  kill(): void {
    for (const { identity } of this.runners) if (identity !== undefined) signal(identity, 'SIGKILL');
  }

  /** What stack.json says now. */
  describe(): StackFile {
    return describeStack(this.context, this.#runners.values(), this.replaced, this.#readyInMs ?? 0);
  }

  #begin(name: string, begun: Map<string, Promise<void>>): Promise<void> {
    const known = begun.get(name);
    if (known !== undefined) return known;
    const started = this.#beginAfterNeeds(name, begun);
    begun.set(name, started);
    return started;
  }

  async #beginAfterNeeds(name: string, begun: Map<string, Promise<void>>): Promise<void> {
    const runner = this.#runners.get(name);
    const task = this.#tasks.get(name);
    const needs =
      (runner?.part ?? task)?.needs.filter((need) => this.#runners.has(need) || this.#tasks.has(need)) ?? [];
    await Promise.all(needs.map((need) => this.#begin(need, begun)));
    this.#abort.signal.throwIfAborted();
    const since = Date.now();
    if (runner !== undefined) await runner.start();
    else if (task !== undefined) await this.#runToEnd(task);
    this.#reporter.began(name, Date.now() - since);
  }

  async #runToEnd(task: Task): Promise<void> {
    try {
      for (const command of task.commands(this.context))
        await run(command, this.context, { signal: this.#abort.signal });
    } catch (thrown) {
      if (this.#abort.signal.aborted) throw thrown;
      // The reason stands in the first line: reports of tests, and people in a hurry, stop there.
      throw new StartError(`The ${task.name} failed: ${reasonOf(thrown)}`, tailOf(thrown));
    }
  }

  #changed(): void {
    if (this.#abort.signal.aborted) return;
    const { home } = this.context;
    try {
      guardDisk(home, () => {
        remember(home, this.runners.flatMap(registered));
        if (this.#readyInMs !== undefined) writeStackFile(home, this.describe());
      });
      this.#unwritten = false;
    } catch (thrown) {
      // A full disk must not end the supervisor: the parts still run, and their restarts with it.
      if (!this.#unwritten) {
        this.#reporter.say(
          thrown instanceof StartError ? `${thrown.message} ${thrown.remedy}` : reasonOf(thrown),
          'bad',
        );
      }
      this.#unwritten = true;
      setTimeout(() => this.#unwritten && this.#changed(), WRITE_AGAIN_MS).unref();
    }
  }
}

const tailOf = (thrown: unknown): string => (thrown instanceof CommandFailed ? thrown.tail : '');

function registered({ identity, part }: Runner): Registered[] {
  return identity === undefined ? [] : [{ ...identity, part: part.name, stop: part.stop }];
}
