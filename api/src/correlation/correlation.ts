import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';

export const CORRELATION_HEADER = 'x-correlation-id';
const WELL_FORMED = /^[A-Za-z0-9][A-Za-z0-9._:-]{7,127}$/;

const current = new AsyncLocalStorage<string>();

/** The id of the request that is being answered; undefined outside of one. */
export const currentCorrelationId = (): string | undefined => current.getStore();

/** The caller's id where it is well-formed, else a new one: 8–128 letters, digits and `._:-`. */
export function correlationIdFrom(header: string | string[] | undefined): string {
  return typeof header === 'string' && WELL_FORMED.test(header) ? header : randomUUID();
}

/** Gives every request an id that its answer, its log lines, its rows, its workflow and its events carry. */
export function correlate(request: Request, response: Response, next: NextFunction): void {
  request.id = correlationIdFrom(request.headers[CORRELATION_HEADER]);
  response.setHeader(CORRELATION_HEADER, String(request.id));
  current.run(String(request.id), next);
}

export const correlationIdOf = (request: { id?: unknown }): string => String(request.id ?? randomUUID());
