import { Body, Controller, Headers, Param, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { sessionId } from '@bo1/contracts/meeting/schema';
import { retryAccepted, retrySession, type RetryAccepted, type RetrySession } from '@bo1/contracts/retry/schema';
import type { Request } from 'express';
import { Caller, type Person } from '../auth/person.ts';
import { correlationIdOf } from '../correlation/correlation.ts';
import { Answers, CHANGING, Operation, Refuses, Repeatable } from '../openapi/decorators.ts';
import { API } from '../openapi/paths.ts';
import { RetryService } from './retry.service.ts';

@ApiTags('Meetings')
@Controller(`${API}/sessions`)
export class RetryController {
  constructor(private readonly retries: RetryService) {}

  @Post(':id/retry')
  @Operation(
    'Try again',
    'For a meeting that failed, or a part of which did: opens its next attempt. What was said and decided is kept, and no ' +
      'answer of the model is asked for twice; parts that have their result are not deliberated again, and the record over all ' +
      'is written anew. The body may name some of the parts without a result; the others stay as they are. Where decided parts ' +
      'have no actions, they are planned now; of a completed meeting that is all that is done. A meeting that was counted is ' +
      'not counted again.',
  )
  @Repeatable()
  @Answers(200, retryAccepted, 'The next attempt is begun; `retried` follows in the log')
  @Refuses(
    'malformed_id',
    'validation_failed',
    'allowance_exhausted',
    ...CHANGING,
    'not_found',
    'not_retryable',
    'idempotency_key_reused',
    'request_in_progress',
    'workflow_engine_unavailable',
  )
  retry(
    @Caller() person: Person,
    @Param('id', { schema: sessionId }) id: string,
    @Body({ schema: retrySession }) body: RetrySession,
    @Headers('idempotency-key') idempotencyKey: string | undefined,
    @Req() request: Request,
  ): Promise<RetryAccepted> {
    return this.retries.retry(person, id, body, { correlationId: correlationIdOf(request), idempotencyKey });
  }
}
