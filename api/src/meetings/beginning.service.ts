import { Inject, Injectable } from '@nestjs/common';
import type { Tier } from '@bo1/contracts/meeting/values';
import type { Meetings } from '@bo1/temporal/meetings';
import type { Person } from '../auth/person.ts';
import { ProblemError } from '../problems/problem.ts';
import { MEETINGS_ENGINE } from '../storage/tokens.ts';
import { MeetingsRepository } from './meetings.repository.ts';

export interface Beginning {
  id: string;
  /** Only this attempt; without it whatever waits to be started. */
  attempt?: number;
  /** What a person is told where the engine is away: the meeting is kept, and starts by itself later. */
  detail: string;
}

/** Starts the workflow of a meeting whose row waits for it; one that has started already is left alone. */
@Injectable()
export class BeginningService {
  constructor(
    @Inject(MEETINGS_ENGINE) private readonly engine: Meetings,
    private readonly meetings: MeetingsRepository,
  ) {}

  /** Throws `workflow_engine_unavailable`. */
  async begin(person: Person, { id, attempt, detail }: Beginning): Promise<void> {
    const row = await this.meetings.own(person, id);
    if (row.status !== 'created' || (attempt !== undefined && row.attempt !== attempt)) return;
    try {
      await this.engine.start({
        session_id: id,
        attempt: row.attempt,
        correlation_id: row.correlationId,
        user_id: person.id,
        tier: row.tier as Tier,
      });
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'workflow_engine_unavailable') throw error;
      const extras = { retry_after: 5, session_id: id };
      throw new ProblemError('workflow_engine_unavailable', detail, extras, { cause: error });
    }
  }
}
