import { Controller, Get, Param, Query } from '@nestjs/common';
import { sessionId, type ListSessionsQuery } from '@bo1/contracts/meeting/schema';
import {
  adminNoticeList,
  adminSessionList,
  listAdminSessionsQuery,
  listNoticesQuery,
  sessionSpending,
  type AdminNoticeList,
  type AdminSessionList,
  type ListNoticesQuery,
  type SessionSpending,
} from '@bo1/contracts/spending/schema';
import { AdminsOnly } from '../admin/admins-only.ts';
import { Answers, Operation, Refuses } from '../openapi/decorators.ts';
import { API } from '../openapi/paths.ts';
import { SpendingService } from './spending.service.ts';

@AdminsOnly()
@Controller(`${API}/admin`)
export class SpendingController {
  constructor(private readonly spending: SpendingService) {}

  @Get('sessions')
  @Operation(
    'The latest meetings of everybody, with what they cost',
    'The newest first. `q` is looked for in problems, or is the id of a meeting or of a person.',
  )
  @Answers(200, adminSessionList, 'A page of meetings')
  @Refuses('validation_failed', 'forbidden')
  sessions(@Query({ schema: listAdminSessionsQuery }) query: ListSessionsQuery): Promise<AdminSessionList> {
    return this.spending.sessions(query);
  }

  @Get('sessions/:id/spending')
  @Operation(
    'What a meeting cost, to the attempt',
    'The ledger: each attempt of each call with its tokens, cost and failure; sums by prompt template and by part of the ' +
      'meeting; notices. An attempt that died is `presumed`: it counts with the most it can have cost.',
  )
  @Answers(200, sessionSpending, 'The ledger and its sums')
  @Refuses('malformed_id', 'forbidden', 'not_found')
  ofSession(@Param('id', { schema: sessionId }) id: string): Promise<SessionSpending> {
    return this.spending.ofSession(id);
  }

  @Get('notices')
  @Operation(
    'Notices about cost',
    '`budget_warning` at 80 % of a budget, `cost_anomaly_call` above $0.50, `cost_anomaly_meeting` above $1, unless ' +
      '`BO1_COST_NOTICES` sets it otherwise. The newest first.',
  )
  @Answers(200, adminNoticeList, 'A page of notices')
  @Refuses('validation_failed', 'forbidden')
  notices(@Query({ schema: listNoticesQuery }) query: ListNoticesQuery): Promise<AdminNoticeList> {
    return this.spending.notices(query);
  }
}
