import type { NextFunction, Request, Response } from 'express';
import { CLIENT_ADDRESS_HEADER } from './auth.ts';

/** Hands better-auth the client's address as Express knows it: forwarded headers count only from a trusted proxy. */
export function nameClientAddress(request: Request, _: Response, next: NextFunction): void {
  request.headers[CLIENT_ADDRESS_HEADER] = (request.ip ?? '127.0.0.1').replace(/^::ffff:/, '');
  next();
}
