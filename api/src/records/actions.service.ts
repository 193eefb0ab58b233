import { Inject, Injectable } from '@nestjs/common';
import type { TrackedAction } from '@bo1/contracts/meeting/schema';
import type { CreateAction, UpdateAction } from '@bo1/contracts/record/schema';
import { MAX_OWN_ACTIONS } from '@bo1/contracts/record/values';
import { inTransaction, type Db } from '@bo1/prisma/client';
import { toAction } from '@bo1/prisma/session-views';
import { randomUUID } from 'node:crypto';
import type { Person } from '../auth/person.ts';
import { Idempotency } from '../idempotency/idempotency.ts';
import { MeetingsRepository } from '../meetings/meetings.repository.ts';
import { notFound, ProblemError } from '../problems/problem.ts';
import { DATABASE } from '../storage/tokens.ts';
import { ChoicesRepository } from './choices.repository.ts';

/** The actions of a record, for its owner: where those of the board stand, and others beside them. */
@Injectable()
export class ActionsService {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly meetings: MeetingsRepository,
    private readonly choices: ChoicesRepository,
    private readonly idempotency: Idempotency,
  ) {}

  /**
   * Adds an action to a record. What is kept under an Idempotency-Key is its id: a repeated request gets the same action as it
   * stands. Throws `no_record`, `conflict` where there are too many, `validation_failed` for a reminder of nothing.
   */
  async create(person: Person, sessionId: string, body: CreateAction, key: string | undefined): Promise<TrackedAction> {
    await this.meetings.own(person, sessionId);
    await this.mayAdd(sessionId, body);
    const request = this.idempotency.request(person.id, `POST /api/v1/sessions/${sessionId}/actions`, key, body);
    const fresh = `${sessionId}-own-${randomUUID().replaceAll('-', '').slice(0, 12)}`;
    const id = await inTransaction(this.db, async (tx) => {
      const kept = request && (await this.idempotency.claim(tx, request, { id: fresh }));
      if (kept) return kept.body.id;
      if (!(await this.choices.addAction(tx, sessionId, fresh, body))) throw tooMany();
      return fresh;
    });
    if (request) await this.idempotency.settle(request, 201);
    const row = await this.choices.findAction(sessionId, id);
    if (!row) throw notFound('This action was removed again.');
    return toAction(row);
  }

  async update(person: Person, sessionId: string, id: string, body: UpdateAction): Promise<TrackedAction> {
    await this.meetings.own(person, sessionId);
    const row = await this.choices.updateAction(sessionId, id, body);
    if (!row) throw notFound('This meeting has no such action.');
    return toAction(row);
  }

  /** Removing what is not there changes nothing. Throws `conflict` for an action that the board planned. */
  async remove(person: Person, sessionId: string, id: string): Promise<void> {
    await this.meetings.own(person, sessionId);
    const row = await this.choices.findAction(sessionId, id);
    if (row && toAction(row).sub_problem_index !== null)
      throw new ProblemError('conflict', 'The board planned this action: set it to dropped instead.');
    await this.choices.removeAction(sessionId, id);
  }

  private async mayAdd(sessionId: string, { reminder_of }: CreateAction): Promise<void> {
    const record = await this.choices.record(sessionId);
    if (!record) throw new ProblemError('no_record', 'The board has not decided yet: add actions when it has.');
    if (reminder_of === null || record.reopen_if.includes(reminder_of)) return;
    const message = 'The record does not say so: name one of its reopen_if exactly.';
    throw new ProblemError('validation_failed', message, { errors: [{ path: 'reminder_of', message }] });
  }
}

const tooMany = () =>
  new ProblemError(
    'conflict',
    `You can add ${MAX_OWN_ACTIONS} actions to a record: remove one that is not needed any more.`,
  );
