import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { CreateSession, SessionState } from '@bo1/contracts/meeting/schema';
import { EXPERT_COUNT } from '@bo1/contracts/meeting/values';
import { inTransaction, type Db, type Tx } from '@bo1/prisma/client';
import { PinoLogger } from 'nestjs-pino';
import type { Person } from '../auth/person.ts';
import type { Settings } from '../env.ts';
import { ExpertsRepository } from '../experts/experts.repository.ts';
import { Idempotency, type RepeatableRequest } from '../idempotency/idempotency.ts';
import { CreationLimit, type LimitState } from '../limits/creation-limit.ts';
import { ProblemError } from '../problems/problem.ts';
import { DATABASE, SETTINGS } from '../storage/tokens.ts';
import { requireAllowance } from './allowance.ts';
import { BeginningService } from './beginning.service.ts';
import { MeetingsRepository } from './meetings.repository.ts';

const OPERATION = 'POST /api/v1/sessions';
const KEPT = 'Your meeting is kept and starts by itself within a minute. You can also send the same request again.';

export interface CreationContext {
  correlationId: string;
  idempotencyKey: string | undefined;
  /** Told as soon as the limit is known, also where the creation fails later. */
  onLimit: (state: LimitState) => void;
}

@Injectable()
export class CreationService {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(DATABASE) private readonly db: Db,
    private readonly meetings: MeetingsRepository,
    private readonly beginning: BeginningService,
    private readonly experts: ExpertsRepository,
    private readonly idempotency: Idempotency,
    private readonly limit: CreationLimit,
    private readonly log: PinoLogger,
  ) {}

  /**
   * Writes the meeting and reserves its allowance in one transaction, then starts its workflow. A repeated request gets the
   * first one's answer, and finishes what the first one could not.
   */
  async create(person: Person, body: CreateSession, context: CreationContext): Promise<SessionState> {
    const request = this.idempotency.request(person.id, OPERATION, context.idempotencyKey, body);
    const kept = request && (await this.idempotency.find<SessionState>(request));
    if (kept?.settled) return kept.body;
    const answer = kept?.body ?? (await this.store(person, body, request, context));
    await this.beginning.begin(person, { id: answer.id, detail: KEPT });
    if (request) await this.idempotency.settle(request, 201);
    return answer;
  }

  private async store(
    person: Person,
    body: CreateSession,
    request: RepeatableRequest | undefined,
    context: CreationContext,
  ): Promise<SessionState> {
    context.onLimit(await this.limit.take(person.id));
    await this.refuseForeignContext(person, body.context_session_ids);
    await this.refuseUnknownExperts(body);
    const answer: SessionState = { id: `bo1_${randomUUID()}`, status: 'created' };
    const stored = await inTransaction(this.db, async (tx) => {
      const kept = request && (await this.idempotency.claim(tx, request, answer));
      if (kept) return kept.body;
      await this.insert(tx, answer.id, person, body, context.correlationId);
      return answer;
    });
    this.log.info({ session_id: stored.id, user_id: person.id }, 'meeting created');
    return stored;
  }

  /** May run twice under one id: a commit whose answer was lost is tried again. */
  private async insert(tx: Tx, id: string, person: Person, body: CreateSession, correlationId: string): Promise<void> {
    if (await tx.session.findUnique({ where: { id }, select: { id: true } })) return;
    await tx.session.create({
      data: {
        id,
        userId: person.id,
        problemStatement: body.problem_statement,
        tier: person.tier,
        skipClarification: body.skip_clarification ?? person.skipClarification,
        insistOnBoard: body.insist_on_board,
        contextSessionIds: body.context_session_ids,
        pinnedExperts: body.pinned_experts,
        excludedExperts: body.excluded_experts,
        simulated: this.settings.BO1_MODEL_SIMULATED,
        correlationId,
      },
    });
    await requireAllowance(tx, person, id);
  }

  private async refuseForeignContext(person: Person, ids: string[]): Promise<void> {
    const own = new Set(await this.meetings.ownIds(person, ids));
    const errors = ids.flatMap((id, index) =>
      own.has(id) ? [] : [{ path: `context_session_ids.${index}`, message: 'This is not one of your meetings.' }],
    );
    if (errors.length > 0) throw new ProblemError('validation_failed', errors[0]!.message, { errors });
  }

  private async refuseUnknownExperts(body: CreateSession): Promise<void> {
    const lists = ['pinned_experts', 'excluded_experts'] as const;
    if (lists.every((list) => body[list].length === 0)) return;
    const offered = new Set((await this.experts.offered()).map(({ code }) => code));
    const unknown = 'There is no such expert to choose from, or they have retired.';
    const errors = lists.flatMap((list) =>
      body[list].flatMap((code, at) => (offered.has(code) ? [] : [{ path: `${list}.${at}`, message: unknown }])),
    );
    if (offered.size - body.excluded_experts.length < EXPERT_COUNT.max && errors.length === 0) {
      const message = `Leave at least ${EXPERT_COUNT.max} experts to choose a board from.`;
      errors.push({ path: 'excluded_experts', message });
    }
    if (errors.length > 0) throw new ProblemError('validation_failed', errors[0]!.message, { errors });
  }
}
