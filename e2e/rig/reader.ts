import { TERMINAL_EVENTS } from '@bo1/contracts/events/values';
import type { Person } from './person.ts';

export interface SeenEvent {
  id: number;
  type: string;
  sequence: number;
  attempt: number;
  at: string;
  data: any;
  /** When the frame arrived here, epoch ms. */
  arrived: number;
}

export interface Reading {
  seen: SeenEvent[];
  /** Ends when the log is closed, or when `until` is over. */
  done: boolean;
  reconnects: number;
  drafts: number;
}

/** One frame of an event stream. */
interface Frame {
  id?: string;
  event?: string;
  data: string;
}

function parseFrame(block: string): Frame {
  const frame: Frame = { data: '' };
  for (const line of block.split('\n')) {
    const colon = line.indexOf(':');
    if (colon <= 0) continue;
    const [field, value] = [line.slice(0, colon), line.slice(colon + 1).trimStart()];
    if (field === 'id') frame.id = value;
    if (field === 'event') frame.event = value;
    if (field === 'data') frame.data += value;
  }
  return frame;
}

export interface ReaderOptions {
  /** Give up after so many ms. */
  until?: number;
  onEvent?: (event: SeenEvent) => unknown;
  signal?: AbortSignal;
}

/** Reads a meeting's stream to its terminal event, coming back with Last-Event-ID however often the line is cut. */
export async function read(person: Person, sessionId: string, options: ReaderOptions = {}): Promise<Reading> {
  const reading: Reading = { seen: [], done: false, reconnects: -1, drafts: 0 };
  const deadline = Date.now() + (options.until ?? 300_000);
  while (!reading.done && Date.now() < deadline && !options.signal?.aborted) {
    reading.reconnects++;
    if (reading.reconnects > 0) await new Promise((resolve) => setTimeout(resolve, 150 + Math.random() * 200));
    try {
      await readOnce(person, sessionId, reading, deadline, options);
    } catch (error) {
      if (error instanceof ConsumerError) throw error.cause;
    }
  }
  return reading;
}

/** The consumer's own failure must not look like a lost line. */
class ConsumerError extends Error {}

async function readOnce(person: Person, sessionId: string, reading: Reading, deadline: number, options: ReaderOptions) {
  const cut = new AbortController();
  const timer = setTimeout(() => cut.abort(), Math.max(0, deadline - Date.now()));
  options.signal?.addEventListener('abort', () => cut.abort(), { once: true });
  const last = reading.seen.at(-1)?.id;
  try {
    const response = await fetch(`${person.origin}/api/v1/sessions/${sessionId}/stream`, {
      headers: {
        cookie: person.cookie,
        accept: 'text/event-stream',
        ...(last ? { 'last-event-id': String(last) } : {}),
      },
      signal: cut.signal,
    });
    if (!response.ok || response.body === null) return;
    const decoder = new TextDecoder();
    let rest = '';
    for await (const chunk of response.body) {
      rest += decoder.decode(chunk as Uint8Array, { stream: true });
      for (let end = rest.indexOf('\n\n'); end >= 0; end = rest.indexOf('\n\n')) {
        const frame = parseFrame(rest.slice(0, end));
        rest = rest.slice(end + 2);
        if (frame.id === undefined) reading.drafts += frame.event?.startsWith('contribution_') ? 1 : 0;
        else if (frame.data !== '') await take(frame, reading, options);
        if (reading.done) return;
      }
    }
  } finally {
    clearTimeout(timer);
    cut.abort();
  }
}

async function take(frame: Frame, reading: Reading, options: ReaderOptions): Promise<void> {
  const event: SeenEvent = { ...JSON.parse(frame.data), id: Number(frame.id), arrived: Date.now() };
  reading.seen.push(event);
  try {
    await options.onEvent?.(event);
  } catch (error) {
    throw new ConsumerError('onEvent', { cause: error });
  }
  if ((TERMINAL_EVENTS as readonly string[]).includes(event.type)) reading.done = true;
}
