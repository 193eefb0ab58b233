import { Body, Controller, Get, Headers, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import {
  answersAccepted,
  createSession,
  listSessionsQuery,
  sessionDetail,
  sessionId,
  sessionList,
  sessionState,
  submitAnswers,
  type AnswersAccepted,
  type CreateSession,
  type ListSessionsQuery,
  type SessionDetail,
  type SessionList,
  type SessionState,
  type SubmitAnswers,
} from '@bo1/contracts/meeting/schema';
import type { Request, Response } from 'express';
import { Caller, type Person } from '../auth/person.ts';
import { correlationIdOf } from '../correlation/correlation.ts';
import { limitHeaders } from '../limits/creation-limit.ts';
import { CHANGING, Answers, Operation, Refuses } from '../openapi/decorators.ts';
import { API } from '../openapi/paths.ts';
import { AnswersService } from './answers.service.ts';
import { CreationService } from './creation.service.ts';
import { MeetingsService } from './meetings.service.ts';

export const HOW_TEXT_IS_TREATED =
  'Text is trimmed and must be text: control characters other than tab and line breaks are refused. Before it meets a prompt, ' +
  'look-alikes of our delimiters are neutralised; passages that read like orders to the model ("ignore previous instructions") ' +
  'are not removed: they are flagged by name in `session_started.flagged`, logged, and fenced off as data.';

@ApiTags('Meetings')
@Controller(`${API}/sessions`)
export class MeetingsController {
  constructor(
    private readonly meetings: MeetingsService,
    private readonly creation: CreationService,
    private readonly answers: AnswersService,
  ) {}

  @Post()
  @Operation('Start a meeting', `Describes a decision to the board and starts its deliberation. ${HOW_TEXT_IS_TREATED}`)
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'The same key with the same body gives the same answer for a day, and starts nothing twice.',
    schema: { type: 'string', maxLength: 255 },
  })
  @Answers(201, sessionState, 'The meeting exists and has started')
  @Refuses(
    'validation_failed',
    'allowance_exhausted',
    ...CHANGING,
    'idempotency_key_reused',
    'request_in_progress',
    'rate_limited',
    'workflow_engine_unavailable',
  )
  create(
    @Caller() person: Person,
    @Body({ schema: createSession }) body: CreateSession,
    @Headers('idempotency-key') idempotencyKey: string | undefined,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SessionState> {
    const onLimit = (state: Parameters<typeof limitHeaders>[0]) => response.set(limitHeaders(state));
    return this.creation.create(person, body, { correlationId: correlationIdOf(request), idempotencyKey, onLimit });
  }

  @Get()
  @Operation(
    'Your meetings, newest first',
    '`q` searches problem and decision; `cursor` is the `next_cursor` of the page before.',
  )
  @Answers(200, sessionList, 'A page of meetings')
  @Refuses('validation_failed')
  list(@Caller() person: Person, @Query({ schema: listSessionsQuery }) query: ListSessionsQuery): Promise<SessionList> {
    return this.meetings.list(person, query);
  }

  @Get(':id')
  @Operation('One meeting', 'What its page needs before it reads the log. Admins may read any meeting, and see `cost`.')
  @Answers(200, sessionDetail, 'The meeting')
  @Refuses('malformed_id', 'not_found')
  detail(@Caller() person: Person, @Param('id', { schema: sessionId }) id: string): Promise<SessionDetail> {
    return this.meetings.detail(person, id);
  }

  @Post(':id/clarifications')
  @Operation("Answer the board's questions", `Partial answers are kept; the rest stays open. ${HOW_TEXT_IS_TREATED}`)
  @Answers(200, answersAccepted, 'The answers are accepted; the same answers again get the same answer')
  @Refuses(
    'malformed_id',
    'validation_failed',
    ...CHANGING,
    'not_found',
    'question_not_open',
    'not_waiting_for_answers',
    'session_ended',
    'workflow_engine_unavailable',
  )
  clarify(
    @Caller() person: Person,
    @Param('id', { schema: sessionId }) id: string,
    @Body({ schema: submitAnswers }) body: SubmitAnswers,
  ): Promise<AnswersAccepted> {
    return this.answers.submit(person, id, body);
  }

  @Post(':id/pause')
  @Operation('Pause', 'Calls in flight finish and show; nothing more is spent. Pausing twice is legal.')
  @Answers(200, sessionState, 'The pause is accepted')
  @Refuses('malformed_id', ...CHANGING, 'not_found', 'session_ended', 'workflow_engine_unavailable')
  pause(@Caller() person: Person, @Param('id', { schema: sessionId }) id: string): Promise<SessionState> {
    return this.meetings.pause(person, id);
  }

  @Post(':id/resume')
  @Operation('Resume')
  @Answers(200, sessionState, 'The meeting goes on')
  @Refuses('malformed_id', ...CHANGING, 'not_found', 'session_ended', 'workflow_engine_unavailable')
  resume(@Caller() person: Person, @Param('id', { schema: sessionId }) id: string): Promise<SessionState> {
    return this.meetings.resume(person, id);
  }

  @Post(':id/cancel')
  @Operation('Stop', 'Ends the meeting. After the synthesis the record is kept and the meeting ends complete.')
  @Answers(200, sessionState, 'The stop is accepted; the end follows in the log')
  @Refuses('malformed_id', ...CHANGING, 'not_found', 'session_ended', 'workflow_engine_unavailable')
  cancel(@Caller() person: Person, @Param('id', { schema: sessionId }) id: string): Promise<SessionState> {
    return this.meetings.cancel(person, id);
  }
}
