import { randomUUID } from 'node:crypto';
import { STATUS_CODES, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { ERRORS } from '@bo1/contracts/errors/values';
import { problemBody, ProblemError } from './problem.ts';

/** What is no HTTP at all, or has a head too large to read, never reaches a route: it is answered on the socket. */
export function answerClientErrors(server: Server): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
    const problem =
      error.code === 'HPE_HEADER_OVERFLOW'
        ? new ProblemError('payload_too_large', 'The address or the headers are larger than 16 KB.')
        : new ProblemError('malformed_request', 'This is not a well-formed HTTP request.');
    const correlationId = randomUUID();
    const body = JSON.stringify(problemBody(problem, correlationId));
    const { status } = ERRORS[problem.code];
    const head = [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      'content-type: application/problem+json; charset=utf-8',
      `content-length: ${Buffer.byteLength(body)}`,
      `x-correlation-id: ${correlationId}`,
      'connection: close',
    ];
    socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
  });
}
