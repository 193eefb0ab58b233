import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type {
  ConstraintsSet,
  InterjectionRaised,
  RaiseInterjection,
  SetConstraints,
} from '@bo1/contracts/floor/schema';
import { INTERJECTION_COUNT, TERMINAL_STATUSES, type SessionStatus } from '@bo1/contracts/meeting/values';
import { inTransaction, withStorageRetry, type Db, type Tx } from '@bo1/prisma/client';
import type { Meetings } from '@bo1/temporal/meetings';
import type { Person } from '../auth/person.ts';
import { Idempotency } from '../idempotency/idempotency.ts';
import { ProblemError } from '../problems/problem.ts';
import { DATABASE, MEETINGS_ENGINE } from '../storage/tokens.ts';
import { MeetingsRepository } from './meetings.repository.ts';

/** What is kept under an idempotency key: the row, whose id is also the update's id. */
interface Row {
  row_id: string;
}

interface Words {
  operation: 'interjections' | 'constraints';
  body: object;
  /** Writes the pending row. */
  store: (tx: Tx, id: string) => Promise<unknown>;
}

/** What a person says to the board while it sits: stored as a pending row, of which the workflow is told the id only. */
@Injectable()
export class FloorService {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(MEETINGS_ENGINE) private readonly engine: Meetings,
    private readonly meetings: MeetingsRepository,
    private readonly idempotency: Idempotency,
  ) {}

  /** The same key gives the same number, also after the end. Throws `floor_closed`, `limit_reached` or `session_ended`. */
  async raise(
    person: Person,
    id: string,
    body: RaiseInterjection,
    key: string | undefined,
  ): Promise<InterjectionRaised> {
    const rowId = await this.keep(person, id, key, {
      operation: 'interjections',
      body,
      store: async (tx, row) => {
        const before = await tx.interjection.count({ where: { sessionId: id, number: { not: null } } });
        if (before >= INTERJECTION_COUNT.max) throw tooMany();
        await tx.interjection.create({ data: { id: row, sessionId: id, text: body.text } });
      },
    });
    const known = await withStorageRetry(() => this.db.interjection.findUnique({ where: { id: rowId } }));
    if (known?.number != null) return { id, status: await this.status(person, id), number: known.number };
    return { id, ...(await heard(() => this.engine.raiseInterjection(id, rowId))) };
  }

  /** The same key sets the list once. Throws `floor_closed` or `session_ended`. */
  async constrain(person: Person, id: string, body: SetConstraints, key: string | undefined): Promise<ConstraintsSet> {
    const { constraints } = body;
    const rowId = await this.keep(person, id, key, {
      operation: 'constraints',
      body,
      store: (tx, row) => tx.constraintChange.create({ data: { id: row, sessionId: id, constraints } }),
    });
    const known = await withStorageRetry(() => this.db.constraintChange.findUnique({ where: { id: rowId } }));
    if (known?.since != null) return { id, status: await this.status(person, id), constraints };
    const { status } = await heard(() => this.engine.setConstraints(id, rowId));
    return { id, status, constraints };
  }

  /** The id of the row that holds these words: a new one, or that of the request which this one repeats. */
  private async keep(person: Person, sessionId: string, key: string | undefined, words: Words): Promise<string> {
    const { status } = await this.meetings.own(person, sessionId);
    const operation = `POST /api/v1/sessions/${sessionId}/${words.operation}`;
    const request = this.idempotency.request(person.id, operation, key, words.body);
    const kept = request && (await this.idempotency.find<Row>(request));
    if (kept) return kept.body.row_id;
    if ((TERMINAL_STATUSES as readonly string[]).includes(status))
      throw new ProblemError('session_ended', 'The meeting has ended: nobody listens any more.');
    const id = randomUUID();
    return inTransaction(this.db, async (tx) => {
      const earlier = request && (await this.idempotency.claim<Row>(tx, request, { row_id: id }));
      if (earlier) return earlier.body.row_id;
      await words.store(tx, id);
      return id;
    });
  }

  private async status(person: Person, id: string): Promise<SessionStatus> {
    return (await this.meetings.own(person, id)).status as SessionStatus;
  }
}

const tooMany = () =>
  new ProblemError('limit_reached', `You can speak to the board ${INTERJECTION_COUNT.max} times in a meeting.`);

/** Refusals of the meeting, in words. */
async function heard<T>(tell: () => Promise<T>): Promise<T> {
  try {
    return await tell();
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (code === 'limit_reached') throw tooMany();
    if (code !== 'floor_closed') throw error;
    const detail = 'The board takes nothing more: its members give their recommendations, or one expert answers alone.';
    throw new ProblemError('floor_closed', detail, {}, { cause: error });
  }
}
