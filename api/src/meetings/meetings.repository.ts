import { Inject, Injectable } from '@nestjs/common';
import type { ListSessionsQuery } from '@bo1/contracts/meeting/schema';
import { Prisma, withStorageRetry, type Db } from '@bo1/prisma/client';
import { DETAIL, summaries, type DetailRow, type SummaryRow } from '@bo1/prisma/session-views';
import { isAdmin, type Person } from '../auth/person.ts';
import { notFound } from '../problems/problem.ts';
import { DATABASE } from '../storage/tokens.ts';
import type { Cursor } from './cursor.ts';

const HEAD = {
  id: true,
  userId: true,
  status: true,
  attempt: true,
  closedAttempt: true,
  lastSequence: true,
  tier: true,
  correlationId: true,
  archiveJsonKey: true,
  archiveMarkdownKey: true,
} satisfies Prisma.SessionSelect;

export type MeetingHead = Prisma.SessionGetPayload<{ select: typeof HEAD }>;

@Injectable()
export class MeetingsRepository {
  constructor(@Inject(DATABASE) private readonly db: Db) {}

  /** A meeting that the person may read: their own, or any for an admin. Throws `not_found` otherwise. */
  async readable(person: Person, id: string): Promise<MeetingHead> {
    return this.head(isAdmin(person) ? { id } : { id, userId: person.id });
  }

  /** A meeting that the person may change: their own. Throws `not_found` otherwise. */
  async own(person: Person, id: string): Promise<MeetingHead> {
    return this.head({ id, userId: person.id });
  }

  async detail(person: Person, id: string): Promise<DetailRow> {
    const where = isAdmin(person) ? { id } : { id, userId: person.id };
    const row = await withStorageRetry(() => this.db.session.findFirst({ where, include: DETAIL }));
    if (!row) throw notFound('There is no such meeting, or it is not yours.');
    return row;
  }

  /** One query: counts are kept on the row. Asks for one more than the page to know whether there is a next. */
  async list(person: Person, query: ListSessionsQuery, after: Cursor | undefined): Promise<SummaryRow[]> {
    const filters = [Prisma.sql`s.user_id = ${person.id}`];
    if (query.status) filters.push(Prisma.sql`s.status = ${query.status}`);
    if (query.q) filters.push(contains(query.q));
    if (after) filters.push(Prisma.sql`(s.created_at, s.id) < (${after.createdAt}, ${after.id})`);
    const statement = summaries(Prisma.join(filters, ' and '), query.limit + 1);
    return withStorageRetry(() => this.db.$queryRaw<SummaryRow[]>(statement));
  }

  /** Which of these meetings belong to the person. */
  async ownIds(person: Person, ids: string[]): Promise<string[]> {
    if (ids.length === 0) return [];
    const rows = await withStorageRetry(() =>
      this.db.session.findMany({ where: { id: { in: ids }, userId: person.id }, select: { id: true } }),
    );
    return rows.map((row) => row.id);
  }

  /** Meetings that the person created since then. */
  async countSince(personId: string, since: Date): Promise<number> {
    return withStorageRetry(() => this.db.session.count({ where: { userId: personId, createdAt: { gte: since } } }));
  }

  /** Says on the row that the person stops this attempt, so that its end does not blame an administrator. */
  async requestStop({ id, attempt }: MeetingHead): Promise<void> {
    await withStorageRetry(() =>
      this.db.session.updateMany({
        where: { id, attempt, closedAttempt: { lt: attempt } },
        data: { stopRequestedAttempt: attempt },
      }),
    );
  }

  private async head(where: Prisma.SessionWhereInput): Promise<MeetingHead> {
    const row = await withStorageRetry(() => this.db.session.findFirst({ where, select: HEAD }));
    if (!row) throw notFound('There is no such meeting, or it is not yours.');
    return row;
  }
}

/** Text in the problem or the decision; `%`, `_` and `\` mean themselves. */
function contains(text: string): Prisma.Sql {
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  return Prisma.sql`(s.problem_statement ilike ${pattern} or s.decision ilike ${pattern})`;
}
