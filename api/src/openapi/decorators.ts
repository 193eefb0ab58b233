import { applyDecorators, HttpCode } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiProduces, ApiResponse } from '@nestjs/swagger';
import { ERRORS, type ErrorCode } from '@bo1/contracts/errors/values';
import type { z } from 'zod';

/** What a route is for: one line, and what a caller must know. */
export const Operation = (summary: string, description?: string) =>
  ApiOperation({ summary, ...(description !== undefined && { description }) });

/** The answer of a route, documented from its contract and sent with its status. */
export const Answers = (status: number, standardSchema: z.ZodType, description: string) =>
  applyDecorators(HttpCode(status), ApiResponse({ status, standardSchema, description }));

/** 204, with nothing to say. */
export const AnswersNothing = (description: string) =>
  applyDecorators(HttpCode(204), ApiResponse({ status: 204, description }));

/** A creating request that its sender may repeat. */
export const Repeatable = () =>
  ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'The same key with the same body gives the same answer for a day, and happens once.',
    schema: { type: 'string', maxLength: 255 },
  });

const ALWAYS: ErrorCode[] = ['malformed_request', 'internal', 'unavailable'];
/** What every route that changes something may answer, whatever it does. */
export const CHANGING = ['forbidden', 'payload_too_large', 'unsupported_media_type'] as const satisfies ErrorCode[];

/** Every error a route may answer with, one response a status, each naming its codes. `public` routes never ask who you are. */
export function Refuses(...codes: ErrorCode[]) {
  const all = [...new Set([...codes, ...ALWAYS, 'unauthenticated' as const])];
  return applyDecorators(...refusals(all));
}
export function PublicRefuses(...codes: ErrorCode[]) {
  return applyDecorators(...refusals([...new Set([...codes, ...ALWAYS])]));
}

function refusals(codes: ErrorCode[]) {
  const byStatus = Map.groupBy(codes, (code) => ERRORS[code].status);
  return [...byStatus].map(([status, group]) =>
    ApiResponse({
      status,
      description: group.map((code) => `\`${code}\`: ${ERRORS[code].title}`).join('; '),
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    } as Parameters<typeof ApiResponse>[0]),
  );
}

/** The event stream, in words: OpenAPI has no notation for its frames. */
export const Streams = () =>
  applyDecorators(
    Operation(
      'Follow a meeting as it happens',
      'Server-sent events. Durable events carry `id:` = sequence, `event:` = type and the envelope as data, and come exactly ' +
        'once and in order after `Last-Event-ID` (or `?after=`). Frames without an id are passing: `contribution_delta` and ' +
        '`contribution_restarted` (text while it is written; offset 0 replaces what you have), and `heartbeat`. The stream ends ' +
        'after the last event of the meeting; asking again then answers 204.',
    ),
    ApiHeader({
      name: 'Last-Event-ID',
      required: false,
      description: 'Sequence of the last event you have.',
      schema: { type: 'integer' },
    }),
    ApiProduces('text/event-stream'),
    ApiResponse({
      status: 200,
      description: 'The stream',
      content: { 'text/event-stream': { schema: { type: 'string' } } },
    }),
    ApiResponse({ status: 204, description: 'The meeting has ended and you have all of it.' }),
  );
