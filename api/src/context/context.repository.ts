import { Inject, Injectable } from '@nestjs/common';
import type { BusinessProfile } from '@bo1/contracts/context/schema';
import { withStorageRetry, type Db, type Prisma } from '@bo1/prisma/client';
import { DATABASE } from '../storage/tokens.ts';

const KEPT = {
  id: true,
  question: true,
  answer: true,
  sessionId: true,
  updatedAt: true,
} satisfies Prisma.KeptAnswerSelect;
export type KeptAnswerRow = Prisma.KeptAnswerGetPayload<{ select: typeof KEPT }>;

@Injectable()
export class ContextRepository {
  constructor(@Inject(DATABASE) private readonly db: Db) {}

  async profile(userId: string): Promise<Partial<BusinessProfile>> {
    const row = await withStorageRetry(() => this.db.businessProfile.findUnique({ where: { userId } }));
    return (row?.fields ?? {}) as Partial<BusinessProfile>;
  }

  async putProfile(userId: string, fields: BusinessProfile): Promise<void> {
    await withStorageRetry(() =>
      this.db.businessProfile.upsert({ where: { userId }, create: { userId, fields }, update: { fields } }),
    );
  }

  async deleteProfile(userId: string): Promise<void> {
    await withStorageRetry(() => this.db.businessProfile.deleteMany({ where: { userId } }));
  }

  answers(userId: string): Promise<KeptAnswerRow[]> {
    return withStorageRetry(() =>
      this.db.keptAnswer.findMany({ where: { userId }, select: KEPT, orderBy: [{ updatedAt: 'desc' }, { id: 'asc' }] }),
    );
  }

  /** Undefined where the answer is not there, or not theirs. */
  async editAnswer(userId: string, id: string, answer: string): Promise<KeptAnswerRow | undefined> {
    const rows = await withStorageRetry(() =>
      this.db.keptAnswer.updateManyAndReturn({ where: { id, userId }, data: { answer }, select: KEPT }),
    );
    return rows[0];
  }

  async deleteAnswer(userId: string, id: string): Promise<boolean> {
    const { count } = await withStorageRetry(() => this.db.keptAnswer.deleteMany({ where: { id, userId } }));
    return count > 0;
  }
}
