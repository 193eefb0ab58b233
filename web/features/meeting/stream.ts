import type { ContributionDelta, ContributionRestarted, EventPage, SessionEvent } from '@bo1/contracts/events/schema';
import { TERMINAL_EVENTS } from '@bo1/contracts/events/values';
import { RequestError, readProblem } from '#http/request.ts';
import { backoffMs } from './backoff.ts';
import { createFrameParser, type Frame } from './sse.ts';

/**
 * `live`: nothing is missing. `reconnecting`: the line is down and comes back by itself. `offline`: so is the device,
 * and it comes back with it. `ended`: the log is closed.
 */
export type Connection = 'connecting' | 'live' | 'reconnecting' | 'offline' | 'ended';

export interface StreamOptions {
  /** The meeting's address on the API, without a slash at the end: `/api/v1/sessions/<id>`. */
  url: string;
  /** Next events in order, each exactly once. */
  onEvents(events: SessionEvent[]): void;
  onDelta(delta: ContributionDelta): void;
  onRestarted(restarted: ContributionRestarted): void;
  onConnection(connection: Connection): void;
  /** An answer that another try would not change (401, 404, …): the stream has stopped. */
  onRefused(error: RequestError): void;
  /** Silence after which a line counts as dead, in ms: above the server's heartbeat. */
  silenceMs?: number;
  backoff?: (failures: number, retryMs: number | null) => number;
  /** Whether the device has a network. */
  isOnline?: () => boolean;
}

export interface MeetingStream {
  /** The device woke up or is online again: look now instead of at the next try, also after the end. */
  wake(): void;
  /** The meeting was taken up again: what follows its end is waited for. */
  reopen(): void;
  /** The device lost its network: the line is dead, although nothing has said so yet. */
  lose(): void;
  close(): void;
}

const SILENCE_MS = 25_000;
const isTerminal = (event: SessionEvent | undefined) =>
  event !== undefined && (TERMINAL_EVENTS as readonly string[]).includes(event.type);
const isFinal = (error: unknown): error is RequestError =>
  error instanceof RequestError && error.status >= 400 && error.status < 500 && ![408, 425, 429].includes(error.status);

/** Follows a meeting's log: reads what there is, then the live stream, and finds its way back after any failure. */
export function openStream(options: StreamOptions): MeetingStream {
  const { url, silenceMs = SILENCE_MS, backoff = backoffMs, isOnline = () => true } = options;
  const closed = new AbortController();
  let line = new AbortController();
  let last: SessionEvent | undefined;
  let heardAt = 0;
  let wakeUp: (() => void) | null = null;
  let retryMs: number | null = null;
  let reached = false;
  let running = false;
  /** The log may go on after its end: until it does, or the server says that it does not. */
  let reopened = false;
  const sequence = () => last?.sequence ?? 0;
  const sayDown = () => options.onConnection(isOnline() ? 'reconnecting' : 'offline');

  const take = (events: SessionEvent[]) => {
    const fresh = events.filter((event) => event.sequence > sequence());
    const next = fresh.filter((event, index) => event.sequence === sequence() + index + 1);
    if (!next.length) return;
    last = next.at(-1);
    reopened = false;
    options.onEvents(next);
  };

  /** Reads the log after what is known, to its end. */
  const catchUp = async (signal: AbortSignal) => {
    for (let more = true; more;) {
      const response = await fetch(`${url}/events?after=${sequence()}`, { signal, credentials: 'same-origin' });
      if (!response.ok) throw await readProblem(response);
      const before = sequence();
      const page = (await response.json()) as EventPage;
      take(page.events);
      more = page.has_more && sequence() > before;
    }
  };

  const handle = async ({ id, event, data }: Frame, signal: AbortSignal) => {
    if (event === 'contribution_delta') return options.onDelta(JSON.parse(data) as ContributionDelta);
    if (event === 'contribution_restarted') return options.onRestarted(JSON.parse(data) as ContributionRestarted);
    if (id === null || event === 'heartbeat') return;
    const next = JSON.parse(data) as SessionEvent;
    if (next.sequence > sequence() + 1) await catchUp(signal);
    take([next]);
  };

  const listen = async (signal: AbortSignal) => {
    const response = await fetch(`${url}/stream`, {
      signal,
      credentials: 'same-origin',
      cache: 'no-store',
      headers: { accept: 'text/event-stream', 'last-event-id': String(sequence()) },
    });
    if (response.status === 204) return void (reopened = false);
    if (!response.ok || !response.body) throw await readProblem(response);
    options.onConnection('live');
    reached = true;
    heardAt = Date.now();
    const parser = createFrameParser();
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      heardAt = Date.now();
      for (const frame of parser.push(piece.value)) await handle(frame, signal);
      retryMs = parser.retryMs() ?? retryMs;
    }
  };

  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const connectOnce = async () => {
    line = new AbortController();
    const signal = AbortSignal.any([closed.signal, line.signal]);
    heardAt = Date.now();
    const watchdog = setInterval(() => Date.now() - heardAt > silenceMs && line.abort(), Math.min(1000, silenceMs / 2));
    try {
      await catchUp(signal);
      if (!isTerminal(last) || reopened) await listen(signal);
    } finally {
      clearInterval(watchdog);
    }
  };

  const run = async () => {
    for (let failures = 0; !closed.signal.aborted; failures += 1) {
      let asked: number | null = null;
      reached = false;
      try {
        await connectOnce();
      } catch (error) {
        if (closed.signal.aborted) return;
        if (isFinal(error)) {
          closed.abort();
          return options.onRefused(error);
        }
        if (error instanceof RequestError && error.retryAfter) asked = error.retryAfter * 1000;
      }
      if (closed.signal.aborted) return;
      if (isTerminal(last) && !reopened) return options.onConnection('ended');
      if (reached) failures = 0;
      sayDown();
      await pause(asked ?? backoff(failures, retryMs));
      wakeUp = null;
    }
  };
  const start = () => {
    running = true;
    void run().finally(() => (running = false));
  };
  const reopen = () => {
    if (closed.signal.aborted) return;
    reopened = true;
    if (!running) start();
  };
  options.onConnection('connecting');
  start();

  return {
    reopen,
    wake() {
      if (!running) return reopen();
      if (wakeUp) sayDown();
      wakeUp?.();
      // A line that was silent while the device slept is dead more often than not.
      if (!wakeUp && Date.now() - heardAt > silenceMs / 2) line.abort();
    },
    lose() {
      if (wakeUp) sayDown();
      else line.abort();
    },
    close() {
      closed.abort();
      wakeUp?.();
    },
  };
}
