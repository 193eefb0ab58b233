import { Inject, Injectable } from '@nestjs/common';
import type { ListSessionsQuery } from '@bo1/contracts/meeting/schema';
import type { SessionStatus } from '@bo1/contracts/meeting/values';
import { toDecimal } from '@bo1/contracts/money/values';
import type {
  AdminNotice,
  AdminNoticeList,
  AdminSession,
  AdminSessionList,
  LedgerAttempt,
  ListNoticesQuery,
  SessionSpending,
} from '@bo1/contracts/spending/schema';
import type { AttemptState } from '@bo1/contracts/spending/values';
import { withStorageRetry, type Db } from '@bo1/prisma/client';
import type { AdminNotice as NoticeRow, LlmAttempt } from '@bo1/prisma/generated/client';
import { spending } from '@bo1/prisma/ledger';
import { workflowUrl } from '../admin/workflow-url.ts';
import type { Settings } from '../env.ts';
import { decodeCursor, encodeCursor } from '../meetings/cursor.ts';
import { notFound } from '../problems/problem.ts';
import { DATABASE, SETTINGS } from '../storage/tokens.ts';
import { byContribution, byPart, byTemplate, cacheHitRate, splitTemplate } from './breakdown.ts';
import { SpendingRepository, type AdminSessionRow } from './spending.repository.ts';

/** What meetings cost: for admins, who get here through a guard. */
@Injectable()
export class SpendingService {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(DATABASE) private readonly db: Db,
    private readonly repository: SpendingRepository,
  ) {}

  async sessions(query: ListSessionsQuery): Promise<AdminSessionList> {
    const rows = await this.repository.sessions(query, decodeCursor(query.cursor));
    const page = rows.slice(0, query.limit);
    const last = page.at(-1);
    return {
      sessions: page.map(toSession),
      next_cursor: rows.length > query.limit && last ? encodeCursor(last) : null,
    };
  }

  async notices({ before, limit }: ListNoticesQuery): Promise<AdminNoticeList> {
    const rows = await this.repository.notices(before, limit + 1);
    const page = rows.slice(0, limit);
    return { notices: page.map(toNotice), next_before: rows.length > limit ? (page.at(-1)?.id ?? null) : null };
  }

  async ofSession(id: string): Promise<SessionSpending> {
    const session = await this.repository.session(id);
    if (!session) throw notFound('There is no such meeting.');
    const [budget, attempts, contributions, notices] = await Promise.all([
      withStorageRetry(() => spending(this.db, id)),
      this.repository.attempts(id),
      this.repository.contributions(id),
      this.repository.noticesOf(id),
    ]);
    return {
      session: toSession(session),
      budget,
      cache_hit_rate: cacheHitRate(attempts),
      attempts: attempts.map(toAttempt),
      by_template: byTemplate(attempts),
      by_part: byPart(attempts),
      contributions: byContribution(contributions, attempts),
      notices: notices.map(toNotice),
      workflow_url: workflowUrl(this.settings, id),
    };
  }
}

const toSession = (row: AdminSessionRow): AdminSession => ({
  id: row.id,
  user_id: row.userId,
  user_name: row.user.name,
  user_email: row.user.email,
  status: row.status as SessionStatus,
  problem_statement: row.problemStatement,
  tier: row.tier,
  simulated: row.simulated,
  created_at: row.createdAt.toISOString(),
  ended_at: row.endedAt?.toISOString() ?? null,
  cost: row.budget && {
    limit: toDecimal(row.budget.limitMicros),
    spent: toDecimal(row.budget.settledMicros + row.budget.presumedMicros),
  },
  notices: row._count.adminNotices,
});

const toAttempt = (row: LlmAttempt): LedgerAttempt => ({
  call_key: row.callKey,
  number: row.number,
  state: row.state as AttemptState,
  provider: row.provider,
  model: row.model,
  ...splitTemplate(row.templateVersion),
  prompt_hash: row.promptHash,
  reserved: toDecimal(row.reservedMicros),
  cost: toDecimal(row.costMicros),
  input_tokens: row.inputTokens,
  output_tokens: row.outputTokens,
  cache_read_tokens: row.cacheReadTokens,
  cache_write_tokens: row.cacheWriteTokens,
  request_id: row.requestId,
  failure: row.failure,
  started_at: row.createdAt.toISOString(),
  closed_at: row.closedAt?.toISOString() ?? null,
});

function toNotice({ id, sessionId, type, at, data }: NoticeRow): AdminNotice {
  const said = data as Partial<Record<string, string>>;
  const { call_key = null, cost = null, spent = null, limit = null, above = null } = said;
  return { id, session_id: sessionId, type, at: at.toISOString(), call_key, cost, spent, limit, above };
}
