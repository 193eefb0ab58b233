import type { IncomingMessage, ServerResponse } from 'node:http';
import { pino, type DestinationStream, type Logger } from 'pino';
import { pinoHttp } from 'pino-http';
import { currentCorrelationId } from './correlation.ts';

/** Probes and pages of health would drown everything else. */
const QUIET = /^\/api\/health/;

/** A link to a record is a secret: whoever has its token can read the record. */
const SHARE_TOKEN = /(\/shared\/)[^/]+/;

/**
 * The process's logger: one JSON line an entry, on stdout. Never cookies, keys, bodies or queries. What is written while a
 * request is being answered carries its correlation id, whoever writes it.
 */
export function createLogger(level: string, out: DestinationStream = pino.destination(1)): Logger {
  const options = {
    level,
    base: { part: 'api' },
    messageKey: 'message',
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: ['req.headers', 'headers', '*.cookie', '*.authorization', '*.password', '*.token', '*.secret', '*.apiKey'],
    mixin: (_: object, __: number, log: Logger) => idFor(log),
  };
  return pino(options, out);
}

function idFor(log: Logger): { correlation_id?: string } {
  const id = currentCorrelationId();
  // A request's own logger names it already.
  return id === undefined || 'correlation_id' in log.bindings() ? {} : { correlation_id: id };
}

/** One line a request, with its correlation id; the path without the query, which may hold what a person searched for. */
export function requestLog(logger: Logger) {
  return pinoHttp<IncomingMessage, ServerResponse>({
    logger,
    genReqId: (request) => request.id,
    customAttributeKeys: { reqId: 'correlation_id', responseTime: 'ms' },
    quietReqLogger: true,
    autoLogging: { ignore: (request) => QUIET.test(request.url ?? '') },
    customLogLevel: (_, response, error) => (error || response.statusCode >= 500 ? 'warn' : 'info'),
    customSuccessMessage: () => 'request',
    customErrorMessage: () => 'request failed',
    serializers: {
      req: (request: { method?: string; url?: string; raw?: IncomingMessage & { ip?: string } }) => ({
        method: request.method,
        path: request.url?.split('?')[0]?.replace(SHARE_TOKEN, '$1…'),
        address: request.raw?.ip,
      }),
      res: (response: { statusCode?: number }) => ({ status: response.statusCode }),
    },
  });
}
