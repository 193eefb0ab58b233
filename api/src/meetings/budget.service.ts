import { Inject, Injectable } from '@nestjs/common';
import type { BudgetRaised } from '@bo1/contracts/floor/schema';
import type { SessionStatus } from '@bo1/contracts/meeting/values';
import { BUDGET_MICROS, fromDecimal, toDecimal } from '@bo1/contracts/money/values';
import { inTransaction, type Db } from '@bo1/prisma/client';
import { lockSession } from '@bo1/prisma/events';
import { raiseNextBudget } from '@bo1/prisma/ledger';
import { unplannedParts } from '@bo1/prisma/plans';
import { MeetingsError, type Meetings } from '@bo1/temporal/meetings';
import { randomUUID } from 'node:crypto';
import { PinoLogger } from 'nestjs-pino';
import type { Person } from '../auth/person.ts';
import { ProblemError } from '../problems/problem.ts';
import { DATABASE, MEETINGS_ENGINE } from '../storage/tokens.ts';
import { MeetingsRepository } from './meetings.repository.ts';

/** No meeting may cost more, whoever raises its budget. */
export const MOST_MICROS = BUDGET_MICROS.enterprise;

/** Lets a meeting cost more: the attempt that runs, or the next one where it can be tried again. */
@Injectable()
export class BudgetService {
  constructor(
    @Inject(MEETINGS_ENGINE) private readonly engine: Meetings,
    @Inject(DATABASE) private readonly db: Db,
    private readonly meetings: MeetingsRepository,
    private readonly log: PinoLogger,
  ) {}

  /**
   * @param limit dollars as a decimal
   * Throws `not_found`, `validation_failed` above the highest limit, `session_ended` where nothing will be spent any more,
   * `workflow_engine_unavailable`.
   */
  async raise(person: Person, id: string, limit: string): Promise<BudgetRaised> {
    await this.meetings.readable(person, id);
    const micros = fromDecimal(limit);
    if (micros > MOST_MICROS)
      throw new ProblemError('validation_failed', `A meeting may cost at most $${toDecimal(MOST_MICROS)}.`);
    const limit_micros = await this.raised(id, micros);
    this.log.info({ session_id: id, user_id: person.id, limit_micros }, 'budget raised');
    return { id, limit: toDecimal(limit_micros) };
  }

  private async raised(id: string, micros: number): Promise<number> {
    const next = await this.raiseNext(id, micros);
    if (next !== null) return next;
    try {
      return (await this.engine.raiseBudget(id, micros, randomUUID())).limit_micros;
    } catch (error) {
      if (!(error instanceof MeetingsError) || error.code !== 'session_ended') throw error;
      // It ended meanwhile.
      const late = await this.raiseNext(id, micros);
      if (late === null) throw error;
      return late;
    }
  }

  /** The limit that the next attempt has; null where one is open. */
  private raiseNext(id: string, micros: number): Promise<number | null> {
    return inTransaction(this.db, async (tx) => {
      const status = (await lockSession(tx, id)).status as SessionStatus;
      const unplanned = status === 'completed' && (await unplannedParts(tx, id)).length > 0;
      if ((status === 'completed' && !unplanned) || status === 'cancelled')
        throw new ProblemError('session_ended', WHY_NOT[status]);
      if (!unplanned && !BETWEEN.has(status)) return null;
      return raiseNextBudget(tx, { sessionId: id, limitMicros: micros });
    });
  }
}

/** No attempt is open: the next one opens the budget. */
const BETWEEN: ReadonlySet<SessionStatus> = new Set(['created', 'partial', 'failed']);

const WHY_NOT = {
  completed: 'The meeting came to its decision: nothing more is spent on it.',
  cancelled: 'The meeting was stopped and cannot be tried again: nothing more is spent on it.',
} as const;
