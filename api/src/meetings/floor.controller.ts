import { Body, Controller, Headers, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  constraintsSet,
  interjectionRaised,
  raiseInterjection,
  setConstraints,
  type ConstraintsSet,
  type InterjectionRaised,
  type RaiseInterjection,
  type SetConstraints,
} from '@bo1/contracts/floor/schema';
import { sessionId } from '@bo1/contracts/meeting/schema';
import { Caller, type Person } from '../auth/person.ts';
import { CHANGING, Answers, Operation, Refuses, Repeatable } from '../openapi/decorators.ts';
import { API } from '../openapi/paths.ts';
import { FloorService } from './floor.service.ts';
import { HOW_TEXT_IS_TREATED } from './meetings.controller.ts';

const REFUSALS = [
  'malformed_id',
  'validation_failed',
  ...CHANGING,
  'not_found',
  'session_ended',
  'floor_closed',
  'idempotency_key_reused',
  'request_in_progress',
  'workflow_engine_unavailable',
] as const;

@ApiTags('Meetings')
@Controller(`${API}/sessions`)
export class FloorController {
  constructor(private readonly floor: FloorService) {}

  @Post(':id/interjections')
  @Operation(
    'Raise a hand',
    `Says something to the board while it sits, also while it is paused. Experts answer after the round that is under way, and all take it into the next one. ${HOW_TEXT_IS_TREATED}`,
  )
  @Repeatable()
  @Answers(201, interjectionRaised, 'The board has it, under this number')
  @Refuses(...REFUSALS, 'limit_reached')
  raise(
    @Caller() person: Person,
    @Param('id', { schema: sessionId }) id: string,
    @Body({ schema: raiseInterjection }) body: RaiseInterjection,
    @Headers('idempotency-key') idempotencyKey: string | undefined,
  ): Promise<InterjectionRaised> {
    return this.floor.raise(person, id, body, idempotencyKey);
  }

  @Post(':id/constraints')
  @Operation(
    'Change constraints',
    `Replaces what binds every option, from the next round on; an empty list lifts all. ${HOW_TEXT_IS_TREATED}`,
  )
  @Repeatable()
  @Answers(201, constraintsSet, 'What is in force from the next round on')
  @Refuses(...REFUSALS)
  constrain(
    @Caller() person: Person,
    @Param('id', { schema: sessionId }) id: string,
    @Body({ schema: setConstraints }) body: SetConstraints,
    @Headers('idempotency-key') idempotencyKey: string | undefined,
  ): Promise<ConstraintsSet> {
    return this.floor.constrain(person, id, body, idempotencyKey);
  }
}
