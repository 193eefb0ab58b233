import { Body, Controller, Delete, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { choice, sessionId, type Choice } from '@bo1/contracts/meeting/schema';
import { putChoice, putOutcome, type PutChoice, type PutOutcome } from '@bo1/contracts/record/schema';
import { Caller, type Person } from '../auth/person.ts';
import { Answers, AnswersNothing, CHANGING, Operation, Refuses } from '../openapi/decorators.ts';
import { API } from '../openapi/paths.ts';
import { ChoicesService } from './choices.service.ts';

@ApiTags('Records')
@Controller(`${API}/sessions/:id`)
export class ChoicesController {
  constructor(private readonly choices: ChoicesService) {}

  @Put('choice')
  @Operation(
    'Record what you chose',
    'One of the options of the record by its title, or something else in `own_words`.',
  )
  @Answers(200, choice, 'The choice as kept, with its outcome where there is one')
  @Refuses('malformed_id', 'validation_failed', ...CHANGING, 'not_found', 'no_record')
  putChoice(
    @Caller() person: Person,
    @Param('id', { schema: sessionId }) id: string,
    @Body({ schema: putChoice }) body: PutChoice,
  ): Promise<Choice> {
    return this.choices.putChoice(person, id, body);
  }

  @Delete('choice')
  @Operation('Take your choice back', 'Its outcome goes with it. Taking back what is not there changes nothing.')
  @AnswersNothing('There is no choice')
  @Refuses('malformed_id', ...CHANGING, 'not_found')
  deleteChoice(@Caller() person: Person, @Param('id', { schema: sessionId }) id: string): Promise<void> {
    return this.choices.deleteChoice(person, id);
  }

  @Put('outcome')
  @Operation('Record how your choice turned out')
  @Answers(200, choice, 'The choice with its outcome')
  @Refuses('malformed_id', 'validation_failed', ...CHANGING, 'not_found', 'no_choice')
  putOutcome(
    @Caller() person: Person,
    @Param('id', { schema: sessionId }) id: string,
    @Body({ schema: putOutcome }) body: PutOutcome,
  ): Promise<Choice> {
    return this.choices.putOutcome(person, id, body);
  }

  @Delete('outcome')
  @Operation('Take the outcome back', 'Taking back what is not there changes nothing.')
  @AnswersNothing('There is no outcome')
  @Refuses('malformed_id', ...CHANGING, 'not_found')
  deleteOutcome(@Caller() person: Person, @Param('id', { schema: sessionId }) id: string): Promise<void> {
    return this.choices.deleteOutcome(person, id);
  }
}
