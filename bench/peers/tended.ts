import { type ChildProcess, fork } from 'node:child_process';
import type { Contribution, Shape } from './board.ts';
import type { Hold, Told } from './served.ts';

interface Outstanding {
  shape: Shape;
  ended(contributions: Contribution[]): void;
  failed(reason: Error): void;
}

/** The process of an engine: started again at once when it dies, and told again which meetings are to be held. */
export class Tended {
  readonly #script: URL;
  readonly #env: Record<string, string>;
  readonly #meetings = new Map<string, Outstanding>();
  #child: ChildProcess | undefined;
  #stopped = false;

  constructor(script: URL, env: Record<string, string>) {
    this.#script = script;
    this.#env = env;
  }

  /** Resolves when the engine is ready for meetings. */
  start(): Promise<void> {
    const child = fork(this.#script, {
      env: { ...process.env, ...this.#env, NODE_ENV: 'production', NODE_NO_WARNINGS: '1' },
    });
    this.#child = child;
    return new Promise((resolve, reject) => {
      child.on('message', (told: Told) => {
        if (told.kind === 'ready') {
          for (const [id, { shape }] of this.#meetings) this.#say({ kind: 'hold', id, shape });
          resolve();
        } else this.#settle(told);
      });
      child.once('exit', (code, signal) => {
        if (this.#stopped) return;
        if (signal === 'SIGKILL') void this.start();
        else reject(new Error(`${this.#script.pathname} ended with ${code ?? signal}.`));
      });
    });
  }

  /** Holds a meeting to its end, over as many lives of the process as it takes. */
  hold(id: string, shape: Shape): Promise<Contribution[]> {
    return new Promise((ended, failed) => {
      this.#meetings.set(id, { shape, ended, failed });
      this.#say({ kind: 'hold', id, shape });
    });
  }

  /** kill -9; gives the moment (epoch ms) at which the process was seen dead. */
  kill(): Promise<number> {
    const child = this.#child!;
    const dead = new Promise<number>((resolve) => child.once('exit', () => resolve(Date.now())));
    child.kill('SIGKILL');
    return dead;
  }

  stop(): void {
    this.#stopped = true;
    this.#child?.kill('SIGKILL');
  }

  #say(hold: Hold): void {
    if (this.#child?.connected) this.#child.send(hold);
  }

  #settle(told: Exclude<Told, { kind: 'ready' }>): void {
    const meeting = this.#meetings.get(told.id);
    this.#meetings.delete(told.id);
    if (told.kind === 'ended') meeting?.ended(told.contributions);
    else meeting?.failed(new Error(`${told.id}: ${told.reason}`));
  }
}
