import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** `GET /live`: 200 while the process polls for work, 503 before and after. Resolves once it listens, with its port. */
export async function serveHealth(
  address: { host: string; port: number },
  isPolling: () => boolean,
): Promise<{ port: number; close: () => void }> {
  const server = createServer((request, response) => {
    const known = request.url === '/live';
    const polling = isPolling();
    response.writeHead(!known ? 404 : polling ? 200 : 503, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ status: polling ? 'up' : 'down' }));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(address.port, address.host, resolve);
  });
  return { port: (server.address() as AddressInfo).port, close: () => server.close() };
}
