import type { Frame } from './frames.ts';
import type { Reader } from './reader.ts';

const LOOK_AGAIN_MS = 1_000;

/** All open streams of one meeting in this process: they share each read of the log. */
export class Topic {
  readonly readers = new Set<Reader>();
  /** Sequence up to which the readers were told. */
  private tail: number;
  private looking = false;
  private again = false;
  private retry: NodeJS.Timeout | undefined;
  private readonly page: (after: number) => Promise<{ frames: Frame[]; more: boolean }>;

  constructor(tail: number, page: (after: number) => Promise<{ frames: Frame[]; more: boolean }>) {
    this.tail = tail;
    this.page = page;
  }

  /** The log may have grown up to `sequence`; without one, look anyway. */
  wake(sequence = Infinity): void {
    if (sequence > this.tail) void this.look();
  }

  tell(text: string): void {
    for (const reader of this.readers) reader.offerPassing(text);
  }

  close(): void {
    clearTimeout(this.retry);
  }

  /** One read for all readers, and one more where somebody woke us meanwhile. */
  private async look(): Promise<void> {
    this.again = true;
    if (this.looking) return;
    this.looking = true;
    try {
      while (this.again && this.readers.size > 0) {
        this.again = false;
        const { frames, more } = await this.page(this.tail);
        this.tail = frames.at(-1)?.sequence ?? this.tail;
        if (frames.length > 0) for (const reader of [...this.readers]) reader.offer(frames);
        this.again ||= more;
      }
    } catch {
      // Postgres is away: the next wake, heartbeat or this timer looks again.
      clearTimeout(this.retry);
      this.retry = setTimeout(() => void this.look(), LOOK_AGAIN_MS).unref();
    } finally {
      this.looking = false;
    }
  }
}
