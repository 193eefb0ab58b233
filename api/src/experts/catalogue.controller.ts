import { Body, Controller, Get, Headers, Param, Post, Put, Query } from '@nestjs/common';
import {
  createExpert,
  expert,
  expertList,
  listExpertsQuery,
  putExpert,
  type CreateExpert,
  type Expert,
  type ExpertList,
  type ListExpertsQuery,
  type PutExpert,
} from '@bo1/contracts/experts/schema';
import { expertCode } from '@bo1/contracts/meeting/schema';
import { AdminsOnly } from '../admin/admins-only.ts';
import { Caller, type Person } from '../auth/person.ts';
import { Answers, CHANGING, Operation, Refuses, Repeatable } from '../openapi/decorators.ts';
import { API } from '../openapi/paths.ts';
import { ExpertsService } from './experts.service.ts';

@AdminsOnly()
@Controller(`${API}/admin/experts`)
export class CatalogueController {
  constructor(private readonly experts: ExpertsService) {}

  @Get()
  @Operation('The catalogue of experts', '`q` is looked for in code, name, archetype, category and expertise.')
  @Answers(200, expertList, 'The experts, by name')
  @Refuses('validation_failed', 'forbidden')
  list(@Query({ schema: listExpertsQuery }) query: ListExpertsQuery): Promise<ExpertList> {
    return this.experts.list(query);
  }

  @Get(':code')
  @Operation('One expert')
  @Answers(200, expert, 'The expert')
  @Refuses('malformed_id', 'forbidden', 'not_found')
  one(@Param('code', { schema: expertCode }) code: string): Promise<Expert> {
    return this.experts.expert(code);
  }

  @Post()
  @Operation(
    'Add an expert',
    'New meetings may choose them from now on. The code stays theirs for good. What is written here reaches prompts as ' +
      'text: it is fenced, look-alikes of our delimiters are neutralised, and lengths are bounded.',
  )
  @Repeatable()
  @Answers(201, expert, 'The expert as kept')
  @Refuses(
    'validation_failed',
    ...CHANGING,
    'conflict',
    'limit_reached',
    'idempotency_key_reused',
    'request_in_progress',
  )
  create(
    @Caller() person: Person,
    @Body({ schema: createExpert }) body: CreateExpert,
    @Headers('idempotency-key') key: string | undefined,
  ): Promise<Expert> {
    return this.experts.create(person, body, key);
  }

  @Put(':code')
  @Operation(
    'Change an expert',
    'Meetings that have them on a board keep them as they were. `updated_at` is that of the expert as you read them: ' +
      'where somebody else has saved since, nothing is written, and the answer is `changed_meanwhile`.',
  )
  @Answers(200, expert, 'The expert as kept')
  @Refuses('malformed_id', 'validation_failed', ...CHANGING, 'not_found', 'conflict', 'changed_meanwhile')
  update(
    @Caller() person: Person,
    @Param('code', { schema: expertCode }) code: string,
    @Body({ schema: putExpert }) body: PutExpert,
  ): Promise<Expert> {
    return this.experts.update(person, code, body);
  }

  @Post(':code/retire')
  @Operation('Retire an expert', 'No new meeting is offered them; running ones keep them. Retiring twice is legal.')
  @Answers(200, expert, 'The expert, retired')
  @Refuses('malformed_id', ...CHANGING, 'not_found', 'limit_reached')
  retire(@Caller() person: Person, @Param('code', { schema: expertCode }) code: string): Promise<Expert> {
    return this.experts.retire(person, code);
  }

  @Post(':code/restore')
  @Operation('Offer a retired expert again', 'Restoring twice is legal.')
  @Answers(200, expert, 'The expert, offered')
  @Refuses('malformed_id', ...CHANGING, 'not_found', 'conflict', 'limit_reached')
  restore(@Caller() person: Person, @Param('code', { schema: expertCode }) code: string): Promise<Expert> {
    return this.experts.restore(person, code);
  }
}
