import { Inject, Injectable } from '@nestjs/common';
import type { DecisionRecord } from '@bo1/contracts/meeting/schema';
import type { CreateAction, PutChoice, PutOutcome, UpdateAction } from '@bo1/contracts/record/schema';
import { MAX_OWN_ACTIONS } from '@bo1/contracts/record/values';
import { inTransaction, withStorageRetry, type Db, type Prisma, type Tx } from '@bo1/prisma/client';
import { WHOLE_MEETING } from '@bo1/prisma/session-views';
import { DATABASE } from '../storage/tokens.ts';

type ChoiceRow = Prisma.ChoiceGetPayload<{ include: { outcome: true } }>;
type ActionRow = Prisma.ActionGetPayload<object>;

/** What people do with a record: kept beside the meeting's log, never in it. */
@Injectable()
export class ChoicesRepository {
  constructor(@Inject(DATABASE) private readonly db: Db) {}

  /** The meeting's record; null while there is none. */
  async record(sessionId: string): Promise<DecisionRecord | null> {
    const key = { sessionId_scope: { sessionId, scope: WHOLE_MEETING } };
    const row = await withStorageRetry(() => this.db.decisionRecord.findUnique({ where: key }));
    return (row?.content as DecisionRecord | undefined) ?? null;
  }

  putChoice(sessionId: string, { option, own_words, note }: PutChoice): Promise<ChoiceRow> {
    const fields = { option: option ?? null, ownWords: own_words ?? null, note };
    return inTransaction(this.db, async (tx) => {
      await tx.choice.upsert({ where: { sessionId }, create: { sessionId, ...fields }, update: fields });
      return tx.choice.findUniqueOrThrow({ where: { sessionId }, include: { outcome: true } });
    });
  }

  /** The outcome goes with it. Taking back what is not there changes nothing. */
  async deleteChoice(sessionId: string): Promise<void> {
    await withStorageRetry(() => this.db.choice.deleteMany({ where: { sessionId } }));
  }

  /** Null where there is no choice that could have turned out somehow. */
  async putOutcome(sessionId: string, { result, note, known_on }: PutOutcome): Promise<ChoiceRow | null> {
    const fields = { result, note, knownOn: new Date(known_on) };
    return inTransaction(this.db, async (tx) => {
      // Locked, so that the choice cannot be taken back between the two statements.
      const [choice] = await tx.$queryRaw<object[]>`
          select 1 from choices where session_id = ${sessionId} for no key update`;
      if (!choice) return null;
      await tx.outcome.upsert({ where: { sessionId }, create: { sessionId, ...fields }, update: fields });
      return tx.choice.findUnique({ where: { sessionId }, include: { outcome: true } });
    });
  }

  async deleteOutcome(sessionId: string): Promise<void> {
    await withStorageRetry(() => this.db.outcome.deleteMany({ where: { sessionId } }));
  }

  /** Null where the meeting has no such action. */
  async updateAction(
    sessionId: string,
    id: string,
    { status, due_date, owner }: UpdateAction,
  ): Promise<ActionRow | null> {
    return inTransaction(this.db, async (tx) => {
      if (due_date) await tx.action.updateMany({ where: { id, sessionId }, data: { dueDate: new Date(due_date) } });
      if (owner !== undefined) await tx.action.updateMany({ where: { id, sessionId }, data: { owner } });
      if (status) {
        const data = { status, statusChangedAt: new Date() };
        await tx.action.updateMany({ where: { id, sessionId, status: { not: status } }, data });
      }
      return tx.action.findFirst({ where: { id, sessionId } });
    });
  }

  /** False where the record has as many of the person's actions as it may have. */
  async addAction(tx: Tx, sessionId: string, id: string, action: CreateAction): Promise<boolean> {
    await tx.$queryRaw`select 1 from sessions where id = ${sessionId} for no key update`;
    const own = { sessionId, subProblemIndex: WHOLE_MEETING };
    const { _max, _count } = await tx.action.aggregate({ where: own, _max: { position: true }, _count: true });
    if (_count >= MAX_OWN_ACTIONS) return false;
    const { title, priority, owner, due_date, reminder_of } = action;
    const fields = { title, priority, owner, dueDate: new Date(due_date), reminderOf: reminder_of };
    const lists = { steps: [], successCriteria: [], killCriteria: [] };
    await tx.action.create({ data: { ...own, id, position: (_max.position ?? -1) + 1, ...fields, ...lists } });
    return true;
  }

  findAction(sessionId: string, id: string): Promise<ActionRow | null> {
    return withStorageRetry(() => this.db.action.findFirst({ where: { id, sessionId } }));
  }

  /** Removes an action that the person added; what the board planned stays. */
  async removeAction(sessionId: string, id: string): Promise<void> {
    const where = { id, sessionId, subProblemIndex: WHOLE_MEETING };
    await withStorageRetry(() => this.db.action.deleteMany({ where }));
  }
}
