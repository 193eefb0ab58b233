import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { RecordDocument } from '@bo1/contracts/record/document';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { unavailable } from '../../problems/problem.ts';
import type { Delivery, Order } from './worker.ts';

/** Documents that wait for the press at a time. */
const MOST_WAITING = 20;
const PATIENCE_MS = 30_000;
/** The press holds some 60 MB: it goes when nobody has printed for so long. */
const IDLE_MS = 60_000;

interface Waiting {
  resolve(bytes: Buffer): void;
  reject(error: Error): void;
  timer: NodeJS.Timeout;
}

/** Prints records as PDF, one after another, in a thread that starts with the first. */
@Injectable()
export class Printer implements OnApplicationShutdown {
  private press: Worker | undefined;
  private idle: NodeJS.Timeout | undefined;
  private orders = 0;
  private readonly waiting = new Map<number, Waiting>();

  /** The record's bytes as PDF. Throws `unavailable` where too many wait, or it takes too long. */
  print(record: RecordDocument, at: Date): Promise<Buffer> {
    if (this.waiting.size >= MOST_WAITING) return Promise.reject(unavailable('Many records are being printed.'));
    clearTimeout(this.idle);
    this.press ??= this.start();
    const id = (this.orders += 1);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.fail(new Error('printing takes too long')), PATIENCE_MS);
      this.waiting.set(id, { resolve, reject, timer });
      this.press!.postMessage({ id, record, at } satisfies Order);
    });
  }

  async onApplicationShutdown(): Promise<void> {
    clearTimeout(this.idle);
    await this.press?.terminate();
  }

  private start(): Worker {
    // The compiled API has the compiled worker beside it.
    const press = new Worker(new URL(`./worker${extname(import.meta.url)}`, import.meta.url));
    press.on('message', (delivery: Delivery) => this.deliver(delivery));
    press.on('error', (error: Error) => this.fail(error));
    press.unref();
    return press;
  }

  private deliver(delivery: Delivery): void {
    const order = this.waiting.get(delivery.id);
    this.waiting.delete(delivery.id);
    clearTimeout(order?.timer);
    if ('bytes' in delivery) order?.resolve(Buffer.from(delivery.bytes));
    else order?.reject(new Error(`The record could not be printed: ${delivery.failure}`));
    if (this.waiting.size > 0) return;
    this.idle = setTimeout(() => this.stop(), IDLE_MS);
    this.idle.unref();
  }

  /** A press that hangs or breaks takes everything that waits for it along; the next order starts another. */
  private fail(cause: Error): void {
    this.stop();
    for (const { reject, timer } of this.waiting.values()) {
      clearTimeout(timer);
      reject(unavailable('The record could not be printed: try again in a moment.', cause));
    }
    this.waiting.clear();
  }

  private stop(): void {
    void this.press?.terminate();
    this.press = undefined;
  }
}
