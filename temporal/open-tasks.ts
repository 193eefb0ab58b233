import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { FAILURES } from '@bo1/contracts/errors/values';
import type { AsyncCompletionClient } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';

/** Whoever ran it is gone for certain: there is nothing to wait for. */
const AGAIN_AFTER_MS = 50;

/** A container gives each of its lives the same pid. */
const ME = `${process.pid}.${Math.round(performance.timeOrigin)}`;

/**
 * The activities a worker has in hand, a file with the engine's token for each, named after its process. The worker that
 * takes its place after a kill gives them back at once; otherwise the engine learns of the death by heartbeats that are
 * missing. Workers that share the folder share a machine too: a token is given back when no process has its pid. A token
 * holds ids alone.
 */
export class OpenTasks {
  readonly #folder: string;
  #begun = 0;

  /** @param folder made where it is not there */
  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  /** Keeps the token until the work has ended. A token that cannot be kept costs time after a kill, nothing else. */
  async during<T>(token: Uint8Array, work: () => Promise<T>): Promise<T> {
    const file = path.join(this.#folder, `${ME}-${(this.#begun += 1)}`);
    try {
      writeFileSync(file, token, { mode: 0o600 });
    } catch {
      return work();
    }
    try {
      return await work();
    } finally {
      rmSync(file, { force: true });
    }
  }

  /**
   * Gives back what dead processes left behind; to be called before the first task is taken. An attempt that is over, by
   * the engine's own account, is refused there: no later one is touched.
   * @returns how many the engine took back
   */
  async giveBack(engine: Pick<AsyncCompletionClient, 'fail'>): Promise<number> {
    const left = readdirSync(this.#folder).filter((name) => !name.startsWith(`${ME}-`) && !isOfTheLiving(name));
    const taken = await Promise.all(left.map((name) => this.#giveBackOne(engine, path.join(this.#folder, name))));
    return taken.filter(Boolean).length;
  }

  async #giveBackOne(engine: Pick<AsyncCompletionClient, 'fail'>, file: string): Promise<boolean> {
    const token = readFileSync(file);
    rmSync(file, { force: true });
    if (token.length === 0) return false;
    const dead = ApplicationFailure.create({
      type: FAILURES.internal,
      message: 'The worker died while it ran this step',
      nextRetryDelay: AGAIN_AFTER_MS,
    });
    return engine.fail(token, dead).then(
      () => true,
      () => false,
    );
  }
}

/** Whether another process has the pid in a token's name. Where that is a stranger, heartbeats tell. */
function isOfTheLiving(name: string): boolean {
  const pid = Number.parseInt(name, 10);
  if (!(pid > 0) || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Keeps what a worker has in hand; steps in the workflow's own task are the engine's to notice. */
export const keepingOpen =
  (open: OpenTasks): ActivityInterceptorsFactory =>
  ({ info }) => ({
    inbound: {
      execute: (input, next) => (info.isLocal ? next(input) : open.during(info.taskToken, () => next(input))),
    },
  });
