import { Body, Controller, Inject, Param, Post } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { budgetRaised, raiseBudget, type BudgetRaised, type RaiseBudget } from '@bo1/contracts/floor/schema';
import { sessionId } from '@bo1/contracts/meeting/schema';
import { BUDGET_MICROS, fromDecimal, toDecimal } from '@bo1/contracts/money/values';
import type { Meetings } from '@bo1/temporal/meetings';
import { PinoLogger } from 'nestjs-pino';
import { AdminsOnly } from '../admin/admins-only.ts';
import { Caller, type Person } from '../auth/person.ts';
import { Answers, CHANGING, Operation, Refuses } from '../openapi/decorators.ts';
import { API } from '../openapi/paths.ts';
import { ProblemError } from '../problems/problem.ts';
import { MEETINGS_ENGINE } from '../storage/tokens.ts';
import { MeetingsRepository } from './meetings.repository.ts';

/** No meeting may cost more, whoever raises its budget. */
const MOST_MICROS = BUDGET_MICROS.enterprise;

@AdminsOnly()
@Controller(`${API}/admin/sessions`)
export class BudgetController {
  constructor(
    @Inject(MEETINGS_ENGINE) private readonly engine: Meetings,
    private readonly meetings: MeetingsRepository,
    private readonly log: PinoLogger,
  ) {}

  @Post(':id/budget')
  @Operation(
    "Raise a meeting's budget",
    `For admins, while the meeting runs: the next round that is opened has it. The limit only rises, to at most $${toDecimal(MOST_MICROS)}; one that the meeting has already changes nothing.`,
  )
  @Answers(200, budgetRaised, 'What the meeting may cost now')
  @Refuses(
    'malformed_id',
    'validation_failed',
    ...CHANGING,
    'not_found',
    'session_ended',
    'workflow_engine_unavailable',
  )
  async raise(
    @Caller() person: Person,
    @Param('id', { schema: sessionId }) id: string,
    @Body({ schema: raiseBudget }) { limit }: RaiseBudget,
  ): Promise<BudgetRaised> {
    await this.meetings.readable(person, id);
    const micros = fromDecimal(limit);
    if (micros > MOST_MICROS)
      throw new ProblemError('validation_failed', `A meeting may cost at most $${toDecimal(MOST_MICROS)}.`);
    const { limit_micros } = await this.engine.raiseBudget(id, micros, randomUUID());
    this.log.info({ session_id: id, user_id: person.id, limit_micros }, 'budget raised');
    return { id, limit: toDecimal(limit_micros) };
  }
}
