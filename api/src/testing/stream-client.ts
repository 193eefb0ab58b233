import { CostsTold, refuseCosts } from './costs.ts';
import type { Visitor } from './visitor.ts';

export interface SeenFrame {
  id: number | null;
  event: string;
  data: Record<string, unknown>;
  at: number;
}

/** Reads one stream, once; a reader that reconnects is `follow`. A frame that tells of costs fails the test, whoever awaits it. */
export class StreamClient {
  readonly frames: SeenFrame[] = [];
  status = 0;
  headers = new Headers();
  /** From the server's `retry:` fields. */
  readonly retries: number[] = [];
  ended = false;
  /** Rejects with `CostsTold`, and with nothing else. */
  readonly done: Promise<void>;
  private readonly tellsCosts: boolean;
  private readonly stopping = new AbortController();
  private readonly waiting = new Set<() => void>();

  constructor(visitor: Visitor, sessionId: string, options: { lastId?: number; after?: number } = {}) {
    this.tellsCosts = visitor.isAdmin;
    this.done = this.read(visitor, sessionId, options).catch((error: unknown) => {
      if (error instanceof CostsTold) throw error;
    });
  }

  get ids(): number[] {
    return this.frames.flatMap((frame) => (frame.id === null ? [] : [frame.id]));
  }

  /** Resolves when the condition holds; rejects when the stream ends before. */
  async until(condition: (client: StreamClient) => boolean): Promise<this> {
    while (!condition(this)) {
      if (this.ended)
        throw new Error(`the stream ended (${this.status}) after ${JSON.stringify(this.frames.at(-1)?.data)}`);
      await new Promise<void>((resolve) => this.waiting.add(resolve));
    }
    return this;
  }

  close(): void {
    this.stopping.abort();
  }

  private async read(visitor: Visitor, sessionId: string, options: { lastId?: number; after?: number }): Promise<void> {
    const query = options.after === undefined ? '' : `?after=${options.after}`;
    try {
      const response = await fetch(`${visitor.base}/api/v1/sessions/${sessionId}/stream${query}`, {
        headers: {
          cookie: visitor.cookie,
          accept: 'text/event-stream',
          'accept-encoding': 'gzip',
          ...(options.lastId !== undefined && { 'last-event-id': String(options.lastId) }),
        },
        signal: this.stopping.signal,
      });
      this.status = response.status;
      this.headers = response.headers;
      this.notify();
      let rest = '';
      for await (const text of response.body?.pipeThrough(new TextDecoderStream()) ?? []) rest = this.take(rest + text);
    } finally {
      this.ended = true;
      this.notify();
    }
  }

  private take(text: string): string {
    const parts = text.split('\n\n');
    const rest = parts.pop() ?? '';
    for (const part of parts) this.frame(part);
    this.notify();
    return rest;
  }

  private frame(text: string): void {
    const fields = new Map(
      text.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
    );
    const retry = fields.get('retry');
    if (retry !== undefined) this.retries.push(Number(retry));
    const data = fields.get('data');
    if (data === undefined) return;
    const id = fields.get('id');
    const event = fields.get('event') ?? 'message';
    const told = JSON.parse(data) as Record<string, unknown>;
    if (!this.tellsCosts) refuseCosts(`The frame ${event}`, told);
    this.frames.push({ id: id === undefined ? null : Number(id), event, data: told, at: performance.now() });
  }

  private notify(): void {
    for (const wake of this.waiting) wake();
    this.waiting.clear();
  }
}

/** A browser's way: comes back with its last id until the log has ended; returns the ids in the order they came. */
export async function follow(visitor: Visitor, sessionId: string): Promise<number[]> {
  const ids: number[] = [];
  const terminal = new Set(['complete', 'partial', 'failed', 'cancelled']);
  for (;;) {
    const lastId = ids.at(-1);
    const client = new StreamClient(visitor, sessionId, lastId === undefined ? {} : { lastId });
    await client.done;
    ids.push(...client.ids);
    const ended = client.frames.some((frame) => frame.id !== null && terminal.has(frame.event));
    if (ended || client.status === 204) return ids;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
