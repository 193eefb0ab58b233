import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { ERRORS } from '@bo1/contracts/errors/values';
import type { Request, Response } from 'express';
import { correlationIdOf } from '../correlation/correlation.ts';
import { AllowedMethods } from './allowed-methods.ts';
import { problemBody, ProblemError } from './problem.ts';
import { toProblem } from './translate.ts';

/** Sends a problem as RFC 9457 says, with its status, `retry-after` and headers. */
export function sendProblem(request: Request, response: Response, problem: ProblemError): void {
  const body = problemBody(problem, correlationIdOf(request));
  if (body.retry_after !== undefined) response.setHeader('retry-after', String(body.retry_after));
  for (const [name, value] of Object.entries(problem.extras.headers ?? {})) response.setHeader(name, value);
  response.setHeader('cache-control', 'no-store');
  response.status(body.status).type('application/problem+json').send(JSON.stringify(body));
}

/** The one place where an error becomes an answer. Only what is our fault is logged as an error. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly methods: AllowedMethods) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    const problem = this.methods.explain(toProblem(error), request.method, request.path);
    if (ERRORS[problem.code].status >= 500) {
      const log = problem.code === 'internal' ? 'error' : 'warn';
      request.log?.[log]({ err: problem.cause ?? problem, code: problem.code }, 'request failed');
    }
    if (response.headersSent) response.destroy();
    else sendProblem(request, response, problem);
  }
}
