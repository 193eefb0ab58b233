import { isUtf8 } from 'node:buffer';
import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { ProblemError } from './problem.ts';

const LIMIT = '1mb';
const JSON_TYPE = /^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i;

/** Bodies are JSON in UTF-8, or nothing at all: anything else is refused by name before it is read. */
export function jsonBodies(): RequestHandler[] {
  const parse = express.json({
    limit: LIMIT,
    strict: false,
    type: (request) => JSON_TYPE.test(request.headers['content-type'] ?? ''),
    verify: (_request, _response, raw) => {
      if (!isUtf8(raw)) throw new ProblemError('malformed_request', 'The body is not UTF-8.');
    },
  });
  return [refuseOtherTypes, parse];
}

function refuseOtherTypes(request: Request, _: Response, next: NextFunction): void {
  const { 'content-type': type, 'content-length': length, 'transfer-encoding': chunked } = request.headers;
  const hasBody = chunked !== undefined || Number(length ?? 0) > 0;
  if (!hasBody || JSON_TYPE.test(type ?? '')) next();
  else next(new ProblemError('unsupported_media_type', 'Send the body as JSON: content-type: application/json.'));
}
