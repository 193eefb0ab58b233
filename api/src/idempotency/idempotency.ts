import { Inject, Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { withStorageRetry, type Db, type Tx } from '@bo1/prisma/client';
import { ProblemError } from '../problems/problem.ts';
import { DATABASE } from '../storage/tokens.ts';

/** A key may be used again for something else after a day. */
const KEPT_MS = 24 * 3_600_000;

/** A creating request that its sender may repeat. */
export interface RepeatableRequest {
  userId: string;
  /** Method and path. */
  operation: string;
  key: string;
  requestHash: string;
}

/** What is kept under a key: the answer, and whether the first request got as far as sending it. */
export interface KeptAnswer<T> {
  body: T;
  settled: boolean;
}

/**
 * `Idempotency-Key`: the key is written in the transaction that creates the thing, with the answer that will be sent, so a
 * key exists exactly when its thing does, and a crash between the two requests leaves nothing half-done.
 */
@Injectable()
export class Idempotency {
  constructor(@Inject(DATABASE) private readonly db: Db) {}

  /** `body` is the validated body: what differs in spelling only is the same request. Throws 422 for a key that is no key. */
  request(userId: string, operation: string, key: string | undefined, body: object): RepeatableRequest | undefined {
    if (key === undefined) return undefined;
    if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
      throw new ProblemError('validation_failed', 'Idempotency-Key must be 1–255 visible ASCII characters.');
    }
    const requestHash = createHash('sha256').update(JSON.stringify(body)).digest('hex');
    return { userId, operation, key, requestHash };
  }

  /** The answer kept for a repeated request. Throws `idempotency_key_reused` where the key belongs to another one. */
  async find<T>(request: RepeatableRequest): Promise<KeptAnswer<T> | undefined> {
    return withStorageRetry(() => this.look<T>(this.db, request));
  }

  /**
   * Inside the creating transaction: the answer kept meanwhile, else keeps this one and returns undefined. Throws
   * `request_in_progress` while another transaction holds the key.
   */
  async claim<T extends object>(tx: Tx, request: RepeatableRequest, body: T): Promise<KeptAnswer<T> | undefined> {
    const name = [request.userId, request.operation, request.key].join(' ');
    const [lock] = await tx.$queryRaw<{ held: boolean }[]>`
      select pg_try_advisory_xact_lock(hashtextextended(${name}, 0)) as held`;
    if (!lock?.held) {
      throw new ProblemError(
        'request_in_progress',
        'The same request is being handled right now: ask again in a second.',
        {
          retry_after: 1,
        },
      );
    }
    await tx.idempotencyKey.deleteMany({
      where: { userId: request.userId, createdAt: { lt: new Date(Date.now() - KEPT_MS) } },
    });
    const kept = await this.look<T>(tx, request);
    if (!kept) await tx.idempotencyKey.create({ data: { ...request, body } });
    return kept;
  }

  /** The answer was sent, or is about to be. */
  async settle({ userId, operation, key }: RepeatableRequest, status: number): Promise<void> {
    await withStorageRetry(() =>
      this.db.idempotencyKey.updateMany({ where: { userId, operation, key }, data: { status } }),
    );
  }

  private async look<T>(db: Db | Tx, request: RepeatableRequest): Promise<KeptAnswer<T> | undefined> {
    const { userId, operation, key } = request;
    const row = await db.idempotencyKey.findUnique({ where: { userId_operation_key: { userId, operation, key } } });
    if (!row || row.createdAt.getTime() < Date.now() - KEPT_MS) return undefined;
    if (row.requestHash !== request.requestHash) {
      throw new ProblemError(
        'idempotency_key_reused',
        'This Idempotency-Key was used with another body: use a new key.',
      );
    }
    return { body: row.body as T, settled: row.status !== null };
  }
}
