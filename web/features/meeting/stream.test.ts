import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SessionEvent } from '@bo1/contracts/events/schema';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { backoffMs } from './backoff.ts';
import { openStream, type Connection, type MeetingStream, type StreamOptions } from './stream.ts';
import { exampleLog } from './testing.ts';

const log = exampleLog(2);
type Answer = (response: ServerResponse, after: number, request: IncomingMessage) => void;

const frame = (event: SessionEvent) =>
  `id: ${event.sequence}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
const problem =
  (status: number, code: string, headers = {}) =>
  (response: ServerResponse) => {
    response.writeHead(status, { 'content-type': 'application/problem+json', ...headers });
    response.end(JSON.stringify({ status, code, detail: `Refused as ${code}.` }));
  };
/** Opens a stream and sends what is asked for; `then` decides how it goes on. */
const stream =
  (upTo: number, then: (response: ServerResponse) => void = () => undefined): Answer =>
  (response, after) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const event of log.slice(after, upTo)) response.write(frame(event));
    then(response);
  };

let server: Server;
let open: MeetingStream | undefined;
afterEach(() => {
  open?.close();
  server.closeAllConnections();
  server.close();
});

/** A real server whose stream answers by the script, one answer a connection (the last one again and again). */
async function follow(
  script: Answer[],
  events: (after: number) => SessionEvent[] = () => [],
  options: Partial<StreamOptions> = {},
) {
  const seen: SessionEvent[] = [];
  const connections: Connection[] = [];
  const asked: number[] = [];
  const drafts: string[] = [];
  let refused: number | null = null;
  let turn = 0;
  server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://test');
    if (url.pathname.endsWith('/events')) {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ events: events(Number(url.searchParams.get('after'))), has_more: false }));
      return;
    }
    const after = Number(request.headers['last-event-id']);
    asked.push(after);
    script[Math.min(turn++, script.length - 1)]?.(response, after, request);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  open = openStream({
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1/sessions/x`,
    onEvents: (next) => seen.push(...next),
    onDelta: (delta) => drafts.push(delta.text),
    onRestarted: () => drafts.push('restarted'),
    onConnection: (connection) => connections.push(connection),
    onRefused: (error) => (refused = error.status),
    silenceMs: 2_000,
    backoff: () => 5,
    ...options,
  });
  return { seen, connections, asked, drafts, refused: () => refused, stream: open };
}

const whole = (seen: SessionEvent[]) =>
  expect(seen.map((event) => event.sequence)).toEqual(log.map((event) => event.sequence));

describe('the stream of a meeting', () => {
  it('reads the log first, then follows, and ends after the terminal event', async () => {
    const { seen, connections, asked } = await follow([stream(log.length, (r) => r.end())], (after) =>
      log.slice(after, 7),
    );
    await vi.waitFor(() => expect(connections.at(-1)).toBe('ended'));
    whole(seen);
    expect(asked).toEqual([7]);
  });

  it('does not open a stream where the log is closed already', async () => {
    const { seen, asked, connections } = await follow([], (after) => log.slice(after));
    await vi.waitFor(() => expect(connections.at(-1)).toBe('ended'));
    whole(seen);
    expect(asked).toEqual([]);
  });

  it('goes on after an end where the meeting is taken up again, and rests where it is not', async () => {
    const nothing: Answer = (response) => void response.writeHead(204).end();
    const more = exampleLog(2).map((event, index) => ({ ...event, sequence: log.length + index + 1 }) as SessionEvent);
    const late: Answer = (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (const event of more) response.write(frame(event));
      response.end();
    };
    const cut: Answer = (response) =>
      void response.writeHead(200, { 'content-type': 'text/event-stream' }).end(':\n\n');
    const followed = await follow([nothing, cut, late, nothing], (after) => log.slice(after));
    const { seen, asked, connections, stream: line } = followed;
    await vi.waitFor(() => expect(connections.at(-1)).toBe('ended'));
    line.wake();
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    await vi.waitFor(() => expect(connections.at(-1)).toBe('ended'));
    line.reopen();
    await vi.waitFor(() => expect(seen).toHaveLength(log.length + more.length));
    await vi.waitFor(() => expect(connections.at(-1)).toBe('ended'));
    expect(seen.map((event) => event.sequence)).toEqual(seen.map((_, index) => index + 1));
  });

  it('comes back after cuts and after answers that are not 200, with nothing lost or doubled', async () => {
    const script = [
      stream(5, (r) => r.write(':\n\n', () => r.destroy())),
      problem(502, 'unknown'),
      problem(503, 'unavailable'),
      stream(12, (r) => r.end()),
      problem(429, 'rate_limited'),
      stream(log.length, (r) => r.end()),
    ];
    const { seen, connections } = await follow(script);
    await vi.waitFor(() => expect(connections.at(-1)).toBe('ended'));
    whole(seen);
    expect(connections).toContain('reconnecting');
    expect(connections.filter((connection) => connection === 'live').length).toBeGreaterThan(1);
  });

  it('drops what it knows and reads the log where the stream leaves a gap', async () => {
    const gap: Answer = (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (const index of [0, 1, 1, 0, 6, 2, 7]) response.write(frame(log[index]!));
      for (const event of log.slice(8)) response.write(frame(event));
      response.end();
    };
    let reads = 0;
    const { seen, connections } = await follow([gap], (after) => (reads++ ? log.slice(after, 7) : []));
    await vi.waitFor(() => expect(connections.at(-1)).toBe('ended'));
    whole(seen);
  });

  it('hands on drafts, in pieces cut anywhere', async () => {
    const delta = { call_key: 'k', attempt: 1, offset: 0, text: 'Größe — 你好' };
    const bytes = Buffer.from(
      `event: contribution_delta\ndata: ${JSON.stringify(delta)}\n\nevent: heartbeat\ndata: {}\n\n`,
    );
    const dribble: Answer = (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (const byte of bytes) response.write(Buffer.from([byte]));
      for (const event of log) response.write(frame(event));
      response.end();
    };
    const { drafts, connections } = await follow([dribble]);
    await vi.waitFor(() => expect(connections.at(-1)).toBe('ended'));
    expect(drafts).toEqual([delta.text]);
  });

  it('gives up a line that fell silent', async () => {
    const { seen, connections } = await follow([stream(4), stream(log.length, (r) => r.end())], undefined, {
      silenceMs: 60,
    });
    await vi.waitFor(() => expect(connections.at(-1)).toBe('ended'), 5_000);
    whole(seen);
  });

  it('says at once that the device is offline, and is back as soon as the device is', async () => {
    let online = true;
    const {
      seen,
      connections,
      stream: line,
    } = await follow([stream(6), stream(log.length, (r) => r.end())], undefined, {
      silenceMs: 60_000,
      backoff: () => 60_000,
      isOnline: () => online,
    });
    await vi.waitFor(() => expect(seen).toHaveLength(6));
    online = false;
    line.lose();
    await vi.waitFor(() => expect(connections.at(-1)).toBe('offline'));
    online = true;
    line.wake();
    await vi.waitFor(() => expect(connections.at(-1)).toBe('ended'));
    whole(seen);
    expect(connections).toEqual(['connecting', 'live', 'offline', 'reconnecting', 'live', 'ended']);
  });

  it('says that the device went offline while the line was down already', async () => {
    let online = true;
    const { connections, stream: line } = await follow([problem(503, 'unavailable')], undefined, {
      backoff: () => 60_000,
      isOnline: () => online,
    });
    await vi.waitFor(() => expect(connections.at(-1)).toBe('reconnecting'));
    online = false;
    line.lose();
    expect(connections.at(-1)).toBe('offline');
  });

  it.each([401, 404])('stops at %i, which another try would not change', async (status) => {
    const { refused, asked, connections } = await follow([problem(status, 'not_found')]);
    await vi.waitFor(() => expect(refused()).toBe(status));
    expect(asked).toHaveLength(1);
    expect(connections).not.toContain('reconnecting');
  });
});

describe('the wait before another try', () => {
  it('grows to ten seconds, spreads, and starts from what the server asks for', () => {
    expect(backoffMs(0, null, () => 1)).toBe(500);
    expect(backoffMs(3, null, () => 1)).toBe(4_000);
    expect(backoffMs(20, null, () => 1)).toBe(10_000);
    expect(backoffMs(3, null, () => 0)).toBe(2_000);
    expect(backoffMs(0, 3_000, () => 1)).toBe(3_000);
  });
});
