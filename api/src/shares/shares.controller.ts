import { Body, Controller, Delete, Get, Headers, Param, Post } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import { sessionId } from '@bo1/contracts/meeting/schema';
import {
  createShare,
  share,
  shareId,
  shareList,
  type CreateShare,
  type Share,
  type ShareList,
} from '@bo1/contracts/record/schema';
import { Caller, type Person } from '../auth/person.ts';
import { Answers, AnswersNothing, CHANGING, Operation, Refuses } from '../openapi/decorators.ts';
import { API } from '../openapi/paths.ts';
import { SharesService } from './shares.service.ts';

@ApiTags('Shares')
@Controller(`${API}/sessions/:id/shares`)
export class SharesController {
  constructor(private readonly shares: SharesService) {}

  @Post()
  @Operation(
    'Make a link to the record',
    'Whoever has the link can read the record without an account, until it expires or is revoked.',
  )
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'The same key with the same body gives the same link for a day.',
    schema: { type: 'string', maxLength: 255 },
  })
  @Answers(201, share, 'The link')
  @Refuses(
    'malformed_id',
    'validation_failed',
    ...CHANGING,
    'not_found',
    'no_record',
    'conflict',
    'idempotency_key_reused',
    'request_in_progress',
  )
  create(
    @Caller() person: Person,
    @Param('id', { schema: sessionId }) id: string,
    @Body({ schema: createShare }) body: CreateShare,
    @Headers('idempotency-key') key: string | undefined,
  ): Promise<Share> {
    return this.shares.create(person, id, body, key);
  }

  @Get()
  @Operation('Links to the record, the latest first', 'Only open ones still have a `url`.')
  @Answers(200, shareList, 'The links')
  @Refuses('malformed_id', 'not_found')
  list(@Caller() person: Person, @Param('id', { schema: sessionId }) id: string): Promise<ShareList> {
    return this.shares.list(person, id);
  }

  @Delete(':share_id')
  @Operation('Revoke a link', 'From now on it shows nothing. Revoking twice is legal.')
  @AnswersNothing('The link shows nothing any more')
  @Refuses('malformed_id', ...CHANGING, 'not_found')
  revoke(
    @Caller() person: Person,
    @Param('id', { schema: sessionId }) id: string,
    @Param('share_id', { schema: shareId }) one: string,
  ): Promise<void> {
    return this.shares.revoke(person, id, one);
  }
}
