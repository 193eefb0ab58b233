import { spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { explainDeath } from './death.ts';
import { DiskFull, StartError, reasonOf } from './failure.ts';
import { hasRoom } from './home.ts';
import { openLog, rotate } from './logs.ts';
import type { Part, StackContext } from './part.ts';
import { type ProcessIdentity, identify, signal, terminate } from './processes.ts';
import { environmentOf } from './run.ts';

const DEATHS_A_MINUTE = 5;
const MINUTE = 60_000;
const READY_WITHIN = 90_000;
/** A starved machine is no hung part. */
const PATIENCE = { lookEveryMs: 5_000, hungAfterMs: 30_000 };
const LOOK_FOR_ROOM_MS = 500;
/** Wait before a restart, by how often the part died in the last minute: the first is back well within 2 s. */
const PAUSES = [50, 200, 500, 1_000];

export type PartState = 'idle' | 'starting' | 'ready' | 'down' | 'stopped';

/** What a runner tells: a pid or state changed; a line for the terminal. */
export interface RunnerEvents {
  changed(): void;
  say(line: string, kind: 'good' | 'bad' | 'plain'): void;
}

/** Starts one part, keeps it alive, and ends it. */
export class Runner {
  readonly part: Part;
  state: PartState = 'idle';
  identity: ProcessIdentity | undefined;
  restarts = 0;
  /** Why it stays down. */
  reason = '';
  readonly #context: StackContext;
  readonly #events: RunnerEvents;
  #deaths: number[] = [];
  /** Whether it has served since `start`. */
  #served = false;
  #generation = 0;
  #waiting: { resolve: () => void; reject: (reason: Error) => void }[] = [];
  #listening: (() => void)[] = [];
  #timer: NodeJS.Timeout | undefined;
  #launching: Promise<void> = Promise.resolve();

  constructor(part: Part, context: StackContext, events: RunnerEvents) {
    this.part = part;
    this.#context = context;
    this.#events = events;
  }

  /** Starts the part; resolves when it serves, rejects with a StartError when it was given up. */
  start(): Promise<void> {
    if (this.state === 'starting' || this.state === 'ready') return this.untilReady();
    this.#deaths = [];
    this.#served = false;
    this.#enter('starting');
    const ready = this.untilReady();
    this.#launching = this.#launch(++this.#generation, Date.now(), '');
    return ready;
  }

  /** Resolves when the part serves; rejects when it is or goes down or is stopped. */
  untilReady(): Promise<void> {
    if (this.state === 'ready') return Promise.resolve();
    if (this.state === 'down' || this.state === 'stopped') return Promise.reject(this.#failure());
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  /** Resolves at the next change of state or pid. */
  changed(): Promise<void> {
    return new Promise((resolve) => this.#listening.push(resolve));
  }

  /** Ends the part and keeps it ended until `start`. */
  async stop(): Promise<void> {
    this.#generation++;
    clearInterval(this.#timer);
    const identity = this.identity;
    if (identity !== undefined) await terminate(identity, this.part.stop.signal, this.part.stop.graceMs);
    await this.#launching; // an initdb in progress is a process too
    this.identity = undefined;
    this.part.tidy?.(this.#context);
    if (this.state !== 'idle') this.#enter('stopped');
  }

  /** Ends the part on purpose and starts it again, unless somebody else ends or restarts it meanwhile. */
  async restart(): Promise<void> {
    const stopping = this.stop();
    const generation = this.#generation;
    await stopping;
    if (generation !== this.#generation) return;
    this.restarts++;
    await this.start();
  }

  /** One life of the part: prepare, spawn, wait, settle. A newer generation makes it step aside. */
  async #launch(generation: number, since: number, after: string): Promise<void> {
    try {
      await this.part.prepare?.(this.#context);
      if (generation !== this.#generation) return;
      this.#spawn(generation);
      await this.#untilServing(generation);
      if (generation !== this.#generation || this.state === 'down') return;
      await this.part.settle?.(this.#context);
      if (generation !== this.#generation) return;
      this.#served = true;
      this.#enter('ready');
      this.#watchHealth(generation);
      const took = ((Date.now() - since) / 1000).toFixed(1);
      if (after !== '')
        this.#events.say(`${this.part.name} ${after}; back after ${took} s (pid ${this.identity?.pid})`, 'good');
    } catch (thrown) {
      if (generation !== this.#generation) return;
      if (thrown instanceof StartError) return this.#giveUp(thrown);
      if (this.identity !== undefined) await terminate(this.identity, 'SIGKILL', 2_000);
      if (generation === this.#generation) this.#died(`could not be started (${reasonOf(thrown)})`);
    }
  }

  #spawn(generation: number): void {
    const command = this.part.command(this.#context);
    const log = openLog(this.#context.home, this.part.name);
    try {
      // A group of its own: Ctrl-C in the terminal reaches the supervisor alone, which ends the parts in order.
      const child = spawn(command.file, command.args, {
        cwd: command.cwd ?? this.#context.home.root,
        env: environmentOf(command, this.#context),
        uid: command.uid,
        gid: command.gid,
        detached: true,
        stdio: ['ignore', log, log],
      });
      this.identity = child.pid === undefined ? undefined : identify(child.pid);
      child.once('error', (error) => {
        if (generation === this.#generation) this.#giveUp(this.#explain(`could not be run (${reasonOf(error)})`));
      });
      child.once('exit', (code, killed) => {
        if (generation !== this.#generation) return;
        const fromOutside = killed === 'SIGKILL' && this.state === 'ready';
        this.#died(killed === null ? `ended with code ${code}` : `was killed (${killed})`, fromOutside);
      });
    } finally {
      closeSync(log);
    }
    this.#tell();
  }

  async #untilServing(generation: number): Promise<void> {
    const end = Date.now() + READY_WITHIN;
    while (generation === this.#generation && this.state !== 'down') {
      if (await this.part.ready(this.#context)) return;
      if (Date.now() > end) throw new Error(`no answer within ${READY_WITHIN / 1000} s`);
      await delay(40);
    }
  }

  #watchHealth(generation: number): void {
    let answered = Date.now();
    const { lookEveryMs, hungAfterMs } = this.part.patience ?? PATIENCE;
    clearInterval(this.#timer);
    this.#timer = setInterval(async () => {
      rotate(this.#context.home, this.part.name);
      if (await this.part.ready(this.#context)) answered = Date.now();
      if (generation !== this.#generation || Date.now() - answered < hungAfterMs) return;
      answered = Date.now();
      this.#events.say(`${this.part.name} has not answered for ${hungAfterMs / 1000} s and is restarted`, 'bad');
      if (this.identity !== undefined) signal(this.identity, 'SIGKILL');
    }, lookEveryMs);
    this.#timer.unref();
  }

  /** A kill -9 while it served is no fault of the part: it does not count towards giving it up. */
  #died(how: string, fromOutside = false): void {
    const now = Date.now();
    clearInterval(this.#timer);
    this.identity = undefined;
    this.#deaths = this.#deaths.filter((at) => now - at < MINUTE);
    if (!fromOutside) this.#deaths.push(now);
    // What a full disk ends will not come up on a full disk, however often it is tried.
    if (!fromOutside && this.#served && !hasRoom(this.#context.home)) return this.#giveUp(this.#explain(how));
    if (this.#deaths.length >= DEATHS_A_MINUTE) {
      return this.#giveUp(this.#explain(`${how}, the ${DEATHS_A_MINUTE}th time within a minute`));
    }
    this.#enter('starting');
    const generation = ++this.#generation;
    const pause = PAUSES[Math.max(0, Math.min(this.#deaths.length, PAUSES.length) - 1)] ?? 0;
    setTimeout(() => {
      if (generation !== this.#generation) return;
      this.restarts++;
      this.#launching = this.#launch(generation, now, how);
    }, pause);
  }

  #giveUp(failure: StartError): void {
    if (failure instanceof DiskFull && this.#served) return this.#awaitRoom(failure);
    this.#generation++;
    this.reason = failure.message;
    clearInterval(this.#timer);
    const awaited = this.#waiting.length > 0;
    this.#enter('down', failure);
    if (!awaited) this.#events.say(`${failure.message} It stays down.\n${failure.remedy}`.trimEnd(), 'bad');
  }

  /** A part that served is not given up because the disk is full: it is back once there is room. */
  #awaitRoom(failure: DiskFull): void {
    const since = Date.now();
    const generation = ++this.#generation;
    this.#deaths = [];
    this.#enter('starting');
    this.#events.say(`${failure.message} ${this.part.name} waits for room.\n${failure.remedy}`, 'bad');
    clearInterval(this.#timer);
    this.#timer = setInterval(() => {
      if (generation !== this.#generation || !hasRoom(this.#context.home)) return;
      clearInterval(this.#timer);
      this.restarts++;
      this.#launching = this.#launch(generation, since, 'found no room on the disk');
    }, LOOK_FOR_ROOM_MS);
  }

  #explain = (how: string): StartError => explainDeath(this.part, this.#context, how);

  #failure(): StartError {
    return new StartError(this.reason === '' ? `${this.part.name} is ${this.state}.` : this.reason);
  }

  #tell(): void {
    this.#events.changed();
    for (const listener of this.#listening.splice(0)) listener();
  }

  #enter(state: PartState, failure?: StartError): void {
    this.state = state;
    if (state !== 'starting') {
      const waiting = this.#waiting.splice(0);
      for (const waiter of waiting) {
        if (state === 'ready') waiter.resolve();
        else waiter.reject(failure ?? this.#failure());
      }
    }
    this.#tell();
  }
}
