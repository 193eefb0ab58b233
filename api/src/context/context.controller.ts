import { Body, Controller, Delete, Get, Param, Patch, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  businessProfile,
  keptAnswer,
  keptAnswerId,
  keptAnswerList,
  updateKeptAnswer,
  type BusinessProfile,
  type KeptAnswer,
} from '@bo1/contracts/context/schema';
import { Caller, type Person } from '../auth/person.ts';
import { CHANGING, Answers, AnswersNothing, Operation, Refuses } from '../openapi/decorators.ts';
import { API } from '../openapi/paths.ts';
import { ContextService } from './context.service.ts';

@ApiTags('Context')
@Controller(`${API}/context`)
export class ContextController {
  constructor(private readonly context: ContextService) {}

  @Get('profile')
  @Operation('Your business profile', 'Empty fields are left out of prompts.')
  @Answers(200, businessProfile, 'The profile; all fields empty where none is kept')
  @Refuses()
  profile(@Caller() person: Person): Promise<BusinessProfile> {
    return this.context.profile(person);
  }

  @Put('profile')
  @Operation('Replace your business profile')
  @Answers(200, businessProfile, 'The profile as kept')
  @Refuses('validation_failed', ...CHANGING)
  putProfile(
    @Caller() person: Person,
    @Body({ schema: businessProfile }) body: BusinessProfile,
  ): Promise<BusinessProfile> {
    return this.context.putProfile(person, body);
  }

  @Delete('profile')
  @Operation('Delete your business profile')
  @AnswersNothing('The profile is gone')
  @Refuses(...CHANGING)
  deleteProfile(@Caller() person: Person): Promise<void> {
    return this.context.deleteProfile(person);
  }

  @Get('answers')
  @Operation('Answers to the board that are kept for later meetings')
  @Answers(200, keptAnswerList, 'The answers, the latest first')
  @Refuses()
  answers(@Caller() person: Person): Promise<{ answers: KeptAnswer[] }> {
    return this.context.answers(person);
  }

  @Patch('answers/:id')
  @Operation('Correct a kept answer', 'Meetings that have started keep the answer as it was.')
  @Answers(200, keptAnswer, 'The answer as kept')
  @Refuses('malformed_id', 'validation_failed', ...CHANGING, 'not_found')
  editAnswer(
    @Caller() person: Person,
    @Param('id', { schema: keptAnswerId }) id: string,
    @Body({ schema: updateKeptAnswer }) body: { answer: string },
  ): Promise<KeptAnswer> {
    return this.context.editAnswer(person, id, body);
  }

  @Delete('answers/:id')
  @Operation('Forget a kept answer')
  @AnswersNothing('The answer is gone')
  @Refuses('malformed_id', ...CHANGING, 'not_found')
  deleteAnswer(@Caller() person: Person, @Param('id', { schema: keptAnswerId }) id: string): Promise<void> {
    return this.context.deleteAnswer(person, id);
  }
}
