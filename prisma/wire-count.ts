import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Everything between a process and its database, counted where it passes. */
export interface CountedDatabase {
  /** The same database, by way of the counter. */
  url: string;
  /** Round trips since the last call of `reset`: what ends in a Sync or is a simple query. */
  roundTrips(): number;
  reset(): void;
  close(): Promise<void>;
}

/** Puts a counter before the database of a test: whatever client is used above it, a statement is a round trip here. */
export async function countedDatabase(url: string): Promise<CountedDatabase> {
  const behind = new URL(url);
  const sockets = new Set<Socket>();
  let count = 0;
  const server = createServer((front) => {
    const back = connect(Number(behind.port), behind.hostname);
    const tell = frames((type) => {
      if (type === 'S' || type === 'Q') count += 1;
    });
    front.on('data', tell).pipe(back);
    back.pipe(front);
    for (const socket of [front, back]) {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => [front, back].forEach((end) => end.destroy()));
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const before = new URL(url);
  before.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: before.href,
    roundTrips: () => count,
    reset: () => void (count = 0),
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Tells the type of each message of a client; its first one, the start-up, has none. */
function frames(tell: (type: string) => void): (piece: Buffer) => void {
  let rest = Buffer.alloc(0);
  let started = false;
  return (piece) => {
    rest = Buffer.concat([rest, piece]);
    for (;;) {
      const head = started ? 1 : 0;
      if (rest.length < head + 4) return;
      const length = head + rest.readUInt32BE(head);
      if (rest.length < length) return;
      if (started) tell(String.fromCharCode(rest[0] ?? 0));
      started = true;
      rest = rest.subarray(length);
    }
  };
}
