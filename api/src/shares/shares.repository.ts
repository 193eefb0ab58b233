import { Inject, Injectable } from '@nestjs/common';
import { MAX_OPEN_SHARES } from '@bo1/contracts/record/values';
import { withStorageRetry, type Db, type Prisma, type Tx } from '@bo1/prisma/client';
import { DETAIL, type DetailRow } from '@bo1/prisma/session-views';
import { DATABASE } from '../storage/tokens.ts';

export type ShareRow = Prisma.ShareGetPayload<object>;
/** Ended links stay in the list for their owner to see; the oldest leave it. */
const MOST_LISTED = 100;

@Injectable()
export class SharesRepository {
  constructor(@Inject(DATABASE) private readonly db: Db) {}

  /** False where the record has as many open links as it may have. Repeating it under one id changes nothing. */
  async create(tx: Tx, share: Omit<ShareRow, 'revokedAt'>): Promise<boolean> {
    await tx.$queryRaw`select 1 from sessions where id = ${share.sessionId} for no key update`;
    const open = { sessionId: share.sessionId, revokedAt: null, expiresAt: { gt: share.createdAt } };
    if ((await tx.share.count({ where: { ...open, id: { not: share.id } } })) >= MAX_OPEN_SHARES) return false;
    await tx.share.createMany({ data: [share], skipDuplicates: true });
    return true;
  }

  find(sessionId: string, id: string): Promise<ShareRow | null> {
    return withStorageRetry(() => this.db.share.findFirst({ where: { id, sessionId } }));
  }

  /** The latest first. */
  list(sessionId: string): Promise<ShareRow[]> {
    const orderBy = [{ createdAt: 'desc' as const }, { id: 'asc' as const }];
    return withStorageRetry(() => this.db.share.findMany({ where: { sessionId }, orderBy, take: MOST_LISTED }));
  }

  async revoke(id: string): Promise<void> {
    await withStorageRetry(() =>
      this.db.share.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: new Date() } }),
    );
  }

  /** A link by the hash of its token, with what it leads to. */
  byHash(tokenHash: string): Promise<(ShareRow & { session: DetailRow }) | null> {
    return withStorageRetry(() =>
      this.db.share.findUnique({ where: { tokenHash }, include: { session: { include: DETAIL } } }),
    );
  }
}
