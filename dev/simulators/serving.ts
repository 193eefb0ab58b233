import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A simulator's server while it listens. */
export interface Serving {
  url: string;
  port: number;
  /** Ends open calls and frees the port. */
  close(): Promise<void>;
}

/**
 * Listens.
 * @param port 0 takes a free one
 * @throws the listen error, e.g. EADDRINUSE
 */
export async function serving(server: Server, port: number, host: string): Promise<Serving> {
  // A hanging call is a fault on request, not something to time out here.
  server.requestTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}`,
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
