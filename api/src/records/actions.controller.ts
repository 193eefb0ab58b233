import { Body, Controller, Delete, Headers, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { sessionId, trackedAction, type TrackedAction } from '@bo1/contracts/meeting/schema';
import {
  actionId,
  createAction,
  updateAction,
  type CreateAction,
  type UpdateAction,
} from '@bo1/contracts/record/schema';
import { Caller, type Person } from '../auth/person.ts';
import { Answers, AnswersNothing, CHANGING, Operation, Refuses, Repeatable } from '../openapi/decorators.ts';
import { API } from '../openapi/paths.ts';
import { ActionsService } from './actions.service.ts';

@ApiTags('Records')
@Controller(`${API}/sessions/:id/actions`)
export class ActionsController {
  constructor(private readonly actions: ActionsService) {}

  @Post()
  @Operation(
    'Add an action to a record',
    'Beside those that the board planned. With `reminder_of` it looks after something that would reopen the decision.',
  )
  @Repeatable()
  @Answers(201, trackedAction, 'The action')
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
    @Body({ schema: createAction }) body: CreateAction,
    @Headers('idempotency-key') key: string | undefined,
  ): Promise<TrackedAction> {
    return this.actions.create(person, id, body, key);
  }

  @Patch(':action_id')
  @Operation(
    'Change where an action stands, when it is due, or who does it',
    'The log keeps the action as the board planned it.',
  )
  @Answers(200, trackedAction, 'The action as kept')
  @Refuses('malformed_id', 'validation_failed', ...CHANGING, 'not_found')
  update(
    @Caller() person: Person,
    @Param('id', { schema: sessionId }) id: string,
    @Param('action_id', { schema: actionId }) action: string,
    @Body({ schema: updateAction }) body: UpdateAction,
  ): Promise<TrackedAction> {
    return this.actions.update(person, id, action, body);
  }

  @Delete(':action_id')
  @Operation(
    'Remove an action that you added',
    'What the board planned can be dropped, not removed. Removing what is not there changes nothing.',
  )
  @AnswersNothing('There is no such action')
  @Refuses('malformed_id', ...CHANGING, 'not_found', 'conflict')
  remove(
    @Caller() person: Person,
    @Param('id', { schema: sessionId }) id: string,
    @Param('action_id', { schema: actionId }) action: string,
  ): Promise<void> {
    return this.actions.remove(person, id, action);
  }
}
