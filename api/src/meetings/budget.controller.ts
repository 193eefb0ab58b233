import { Body, Controller, Param, Post } from '@nestjs/common';
import { budgetRaised, raiseBudget, type BudgetRaised, type RaiseBudget } from '@bo1/contracts/floor/schema';
import { sessionId } from '@bo1/contracts/meeting/schema';
import { toDecimal } from '@bo1/contracts/money/values';
import { AdminsOnly } from '../admin/admins-only.ts';
import { Caller, type Person } from '../auth/person.ts';
import { Answers, CHANGING, Operation, Refuses } from '../openapi/decorators.ts';
import { API } from '../openapi/paths.ts';
import { BudgetService, MOST_MICROS } from './budget.service.ts';

@AdminsOnly()
@Controller(`${API}/admin/sessions`)
export class BudgetController {
  constructor(private readonly budgets: BudgetService) {}

  @Post(':id/budget')
  @Operation(
    "Raise a meeting's budget",
    `For admins. While the meeting runs, the next round that is opened has it; where the meeting failed, or a part of it did, its next attempt. The limit only rises, to at most $${toDecimal(MOST_MICROS)}; one that the meeting has already changes nothing.`,
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
  raise(
    @Caller() person: Person,
    @Param('id', { schema: sessionId }) id: string,
    @Body({ schema: raiseBudget }) { limit }: RaiseBudget,
  ): Promise<BudgetRaised> {
    return this.budgets.raise(person, id, limit);
  }
}
