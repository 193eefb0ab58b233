import { Inject, Injectable } from '@nestjs/common';
import type { RetryAccepted, RetrySession } from '@bo1/contracts/retry/schema';
import { RETRYABLE_STATUSES, type SessionStatus } from '@bo1/contracts/meeting/values';
import { inTransaction, type Db, type Tx } from '@bo1/prisma/client';
import { lockSession, type LockedSession } from '@bo1/prisma/events';
import { unplannedParts } from '@bo1/prisma/plans';
import { PinoLogger } from 'nestjs-pino';
import type { Person } from '../auth/person.ts';
import { Idempotency, type RepeatableRequest } from '../idempotency/idempotency.ts';
import { ProblemError } from '../problems/problem.ts';
import { DATABASE } from '../storage/tokens.ts';
import { requireAllowance } from './allowance.ts';
import { BeginningService } from './beginning.service.ts';
import { MeetingsRepository } from './meetings.repository.ts';

export interface RetryContext {
  correlationId: string;
  idempotencyKey: string | undefined;
}

type Parts = Pick<RetryAccepted, 'again' | 'kept' | 'planned'>;

/** Takes up a meeting again that failed, or a part of which did, or that came to no actions. */
@Injectable()
export class RetryService {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly meetings: MeetingsRepository,
    private readonly beginning: BeginningService,
    private readonly idempotency: Idempotency,
    private readonly log: PinoLogger,
  ) {}

  /**
   * As with a new meeting: the row of the next attempt and its allowance in one transaction, then its workflow, which opens
   * it. A crash in between is healed by reconciliation, or by the same request sent again. Throws `not_retryable`,
   * `validation_failed` for a part that has its result, `allowance_exhausted`, `workflow_engine_unavailable`.
   */
  async retry(person: Person, id: string, body: RetrySession, context: RetryContext): Promise<RetryAccepted> {
    await this.meetings.own(person, id);
    const operation = `POST /api/v1/sessions/${id}/retry`;
    const request = this.idempotency.request(person.id, operation, context.idempotencyKey, body);
    const kept = request && (await this.idempotency.find<RetryAccepted>(request));
    if (kept?.settled) return kept.body;
    const answer = kept?.body ?? (await this.reopen(person, id, body, request, context));
    await this.beginning.begin(person, { id, attempt: answer.attempt, detail: KEPT });
    if (request) await this.idempotency.settle(request, 200);
    return answer;
  }

  private async reopen(
    person: Person,
    id: string,
    body: RetrySession,
    request: RepeatableRequest | undefined,
    { correlationId }: RetryContext,
  ): Promise<RetryAccepted> {
    const answer = await inTransaction(this.db, async (tx) => {
      // The lock makes doubles wait for each other: the later one finds the attempt open.
      const session = await lockSession(tx, id);
      const parts = await partsOf(tx, session, body);
      const next: RetryAccepted = { id, status: 'created', attempt: session.attempt + 1, ...parts };
      const kept = request && (await this.idempotency.claim(tx, request, next));
      if (kept) return kept.body;
      requireRetryable(session, parts);
      requireOpenParts(body, parts);
      await openParts(tx, id, parts.again);
      await requireAllowance(tx, person, id);
      const { status, attempt } = next;
      await tx.session.update({ where: { id }, data: { status, attempt, step: 'created', correlationId } });
      return next;
    });
    this.log.info({ session_id: id, user_id: person.id, attempt: answer.attempt }, 'meeting retried');
    return answer;
  }
}

const KEPT = 'Your meeting is taken up again by itself within a minute. You can also send the same request again.';

const WHY_NOT: Record<SessionStatus, string> = {
  created: 'The meeting is about to start: there is nothing to try again.',
  running: 'The meeting is running: there is nothing to try again.',
  waiting_for_answers: 'The meeting waits for your answers: there is nothing to try again.',
  paused: 'The meeting is paused: resume it instead.',
  completed: 'The meeting came to its decision, and nothing is missing: there is nothing to try again.',
  cancelled: 'The meeting was stopped: start a new one instead.',
  partial: '',
  failed: '',
};

function requireRetryable({ status }: LockedSession, { planned }: Parts): void {
  if ((RETRYABLE_STATUSES as readonly string[]).includes(status)) return;
  if (status === 'completed' && planned.length > 0) return;
  throw new ProblemError('not_retryable', WHY_NOT[status as SessionStatus]);
}

/** What is deliberated again, what is kept, and what of that is planned now. */
async function partsOf(tx: Tx, session: LockedSession, { sub_problems: named }: RetrySession): Promise<Parts> {
  const where = { sessionId: session.id };
  const rows = await tx.subProblem.findMany({
    where,
    orderBy: { index: 'asc' },
    select: { index: true, status: true },
  });
  const kept = rows.filter(({ status }) => status === 'complete').map(({ index }) => index);
  const open = rows.map(({ index }) => index).filter((index) => !kept.includes(index));
  const again = named ? open.filter((index) => named.includes(index)) : open;
  return { again, kept, planned: await unplannedParts(tx, session.id) };
}

/** Throws where a named part has its result, or is none of the meeting's. */
function requireOpenParts({ sub_problems: named = [] }: RetrySession, { again, kept }: Parts): void {
  const errors = named.flatMap((index, at) => {
    if (again.includes(index)) return [];
    const message = kept.includes(index) ? 'This part has its result.' : 'The meeting has no such part.';
    return [{ path: `sub_problems.${at}`, message }];
  });
  if (errors.length > 0) throw new ProblemError('validation_failed', errors[0]!.message, { errors });
}

/** Parts without a result wait to be deliberated, or stay failed where nobody asked for them. */
async function openParts(tx: Tx, sessionId: string, again: number[]): Promise<void> {
  const status = { not: 'complete' };
  await tx.subProblem.updateMany({ where: { sessionId, status, index: { notIn: again } }, data: { status: 'failed' } });
  await tx.subProblem.updateMany({
    where: { sessionId, status, index: { in: again } },
    data: { status: 'pending', asOf: null },
  });
}
