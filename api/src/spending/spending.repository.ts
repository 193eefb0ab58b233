import { Inject, Injectable } from '@nestjs/common';
import type { ListSessionsQuery } from '@bo1/contracts/meeting/schema';
import { withStorageRetry, type Db, type Prisma } from '@bo1/prisma/client';
import type { AdminNotice, LlmAttempt } from '@bo1/prisma/generated/client';
import type { Contributed } from './breakdown.ts';
import type { Cursor } from '../meetings/cursor.ts';
import { DATABASE } from '../storage/tokens.ts';

const ROW = {
  id: true,
  userId: true,
  user: { select: { name: true, email: true } },
  status: true,
  problemStatement: true,
  tier: true,
  simulated: true,
  createdAt: true,
  endedAt: true,
  budget: { select: { limitMicros: true, settledMicros: true, presumedMicros: true } },
  _count: { select: { adminNotices: true } },
} satisfies Prisma.SessionSelect;
export type AdminSessionRow = Prisma.SessionGetPayload<{ select: typeof ROW }>;

/** Everybody's meetings and their money. Whoever asks must be an admin: the controller's guard sees to it. */
@Injectable()
export class SpendingRepository {
  constructor(@Inject(DATABASE) private readonly db: Db) {}

  session(id: string): Promise<AdminSessionRow | null> {
    return withStorageRetry(() => this.db.session.findUnique({ where: { id }, select: ROW }));
  }

  /** Asks for one more than the page to know whether there is a next. */
  sessions({ q, status, limit }: ListSessionsQuery, after: Cursor | undefined): Promise<AdminSessionRow[]> {
    const filters: Prisma.SessionWhereInput[] = [];
    if (status) filters.push({ status });
    if (q) filters.push(named(q));
    if (after)
      filters.push({
        OR: [{ createdAt: { lt: after.createdAt } }, { createdAt: after.createdAt, id: { lt: after.id } }],
      });
    return withStorageRetry(() =>
      this.db.session.findMany({
        where: { AND: filters },
        select: ROW,
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        take: limit + 1,
      }),
    );
  }

  /** In the order in which they were begun. A meeting has few hundred at most. */
  attempts(sessionId: string): Promise<LlmAttempt[]> {
    return withStorageRetry(() =>
      this.db.llmAttempt.findMany({ where: { sessionId }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] }),
    );
  }

  /** What was said, with the answer that it came from. */
  contributions(sessionId: string): Promise<Contributed[]> {
    return withStorageRetry(
      () => this.db.$queryRaw<Contributed[]>`
        select c.id as contribution_id, c.sub_problem_index, c.round, c.expert_code, e.name, c.call_key, a.provider,
          a.model, a.prompt_hash
        from contributions c
        join session_experts e using (session_id, sub_problem_index, expert_code)
        join llm_answers a using (session_id, call_key)
        where c.session_id = ${sessionId}
        order by c.sub_problem_index, c.round, e.position`,
    );
  }

  noticesOf(sessionId: string): Promise<AdminNotice[]> {
    return withStorageRetry(() => this.db.adminNotice.findMany({ where: { sessionId }, orderBy: { id: 'desc' } }));
  }

  /** The newest first: ids of notices rise with time. */
  notices(before: string | undefined, take: number): Promise<AdminNotice[]> {
    const where = before === undefined ? {} : { id: { lt: before } };
    return withStorageRetry(() => this.db.adminNotice.findMany({ where, orderBy: { id: 'desc' }, take }));
  }
}

/** Words of the problem, of the person's name or e-mail, or one of the ids; `%`, `_` and `\` mean themselves. */
function named(text: string): Prisma.SessionWhereInput {
  const literal = text.replace(/[\\%_]/g, '\\$&');
  const words = { contains: literal, mode: 'insensitive' } as const;
  const person = { user: { OR: [{ name: words }, { email: words }] } };
  return { OR: [{ problemStatement: words }, person, { id: text }, { userId: text }] };
}
