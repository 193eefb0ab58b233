import { setTimeout as wait } from 'node:timers/promises';
import { retryFrame, type Frame } from './frames.ts';

/** The part of an HTTP response that a reader writes to. */
export interface Line {
  write(chunk: string): boolean;
  end(): unknown;
  destroy(): unknown;
  once(event: 'drain' | 'close', listener: () => void): unknown;
  off(event: 'drain' | 'close', listener: () => void): unknown;
}

export interface ReaderSources {
  /** The next events after a sequence, at most a page of them; `more` says that the page was full. */
  page(after: number): Promise<{ frames: Frame[]; more: boolean }>;
  /** Frames that show the drafts as they are now. */
  drafts(): Promise<string[]>;
}

/** A reader whose line takes nothing for this long is cut off; it comes back with its last id. */
const STUCK_MS = 60_000;
const PAUSE_AFTER_FAILURE_MS = 500;
const MAX_HELD_DRAFTS = 500;

/**
 * One open stream. Invariant: what was written is the log from the first id on, without a gap or a double, because a frame
 * is written only when its sequence is `sent + 1`; anything else sends the reader back to Postgres. A line that does not
 * drain gets nothing more: the events wait in Postgres, not in memory.
 */
export class Reader {
  /** Sequence of the last event on the line. */
  sent: number;
  private closed = false;
  /** Catching up: offers are only noted. */
  private busy = true;
  /** Sequence up to which the log is known to go. */
  private known = 0;
  private heldDrafts: string[] | null = null;
  private readonly line: Line;
  private readonly sources: ReaderSources;

  constructor(line: Line, after: number, sources: ReaderSources) {
    this.line = line;
    this.sent = after;
    this.sources = sources;
    line.once('close', () => (this.closed = true));
  }

  get isClosed(): boolean {
    return this.closed;
  }

  /** Writes what follows `sent` until nothing is left, then the drafts; resolves when the reader is live or closed. */
  async catchUp(first?: { frames: Frame[]; more: boolean }): Promise<void> {
    this.busy = true;
    let next = first;
    let ended = false;
    let more = false;
    do {
      const page = next ?? (await this.readPage());
      next = undefined;
      if (!page) return;
      for (const frame of page.frames) {
        if (frame.sequence <= this.sent) continue;
        await this.put(frame.text);
        if (this.closed) return;
        this.sent = frame.sequence;
        ended = frame.terminal;
      }
      more = page.more;
      if (!more && this.sent >= this.known && !ended) await this.putDrafts();
    } while ((more || this.sent < this.known) && !this.closed);
    this.busy = false;
    if (ended) this.finish();
  }

  /** New events of the log, contiguous among themselves. */
  offer(frames: Frame[]): void {
    if (this.closed) return;
    this.known = Math.max(this.known, frames.at(-1)?.sequence ?? 0);
    if (this.busy) return;
    for (const frame of frames) {
      if (frame.sequence <= this.sent) continue;
      if (frame.sequence !== this.sent + 1) return void this.catchUp();
      const flowing = this.line.write(frame.text);
      this.sent = frame.sequence;
      if (frame.terminal && frame === frames.at(-1)) return this.finish();
      if (!flowing) return void this.resume();
    }
  }

  /** A frame that may be lost: dropped while the reader is behind, held while its drafts are being fetched. */
  offerPassing(text: string): void {
    if (this.closed) return;
    if (this.heldDrafts) {
      if (this.heldDrafts.length < MAX_HELD_DRAFTS) this.heldDrafts.push(text);
    } else if (!this.busy && !this.line.write(text)) void this.resume();
  }

  /** Ends the line so that the reader comes back soon: the process is about to stop, or the sign-in has ended. */
  dismiss(): void {
    if (this.closed) return;
    this.line.write(retryFrame(200, 1_200));
    this.finish();
  }

  private finish(): void {
    if (this.closed) return;
    this.closed = true;
    this.line.end();
  }

  private async resume(): Promise<void> {
    this.busy = true;
    await this.drained();
    if (!this.closed) await this.catchUp();
  }

  private async readPage(): Promise<{ frames: Frame[]; more: boolean } | undefined> {
    while (!this.closed) {
      try {
        return await this.sources.page(this.sent);
      } catch {
        await wait(PAUSE_AFTER_FAILURE_MS, undefined, { ref: false });
      }
    }
    return undefined;
  }

  private async putDrafts(): Promise<void> {
    this.heldDrafts = [];
    const drafts = await this.sources.drafts().catch(() => []);
    const held = this.heldDrafts;
    this.heldDrafts = null;
    for (const text of [...drafts, ...held]) {
      if (this.closed) return;
      await this.put(text);
    }
  }

  private async put(text: string): Promise<void> {
    if (!this.closed && !this.line.write(text)) await this.drained();
  }

  private drained(): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(stuck);
        this.line.off('drain', done);
        this.line.off('close', done);
        resolve();
      };
      const stuck = setTimeout(() => {
        this.closed = true;
        this.line.destroy();
        done();
      }, STUCK_MS).unref();
      this.line.once('drain', done);
      this.line.once('close', done);
    });
  }
}
