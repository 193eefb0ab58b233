import { connect } from 'node:net';

/** Whether a GET answers with a status below 400 within a second. */
export async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(1_000), redirect: 'manual' });
    await response.body?.cancel();
    return response.status < 400;
  } catch {
    return false;
  }
}

/** Sends bytes to a loopback port and tells whether the first bytes of the answer are as expected, within a second. */
export function replies(
  port: number,
  send: Uint8Array | string,
  expected: (answer: Buffer) => boolean,
): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const end = (yes: boolean): void => {
      socket.destroy();
      resolve(yes);
    };
    socket.setTimeout(1_000, () => end(false));
    socket.once('error', () => end(false));
    socket.once('connect', () => socket.write(send));
    socket.once('data', (answer) => end(expected(answer)));
    socket.once('close', () => resolve(false));
  });
}
