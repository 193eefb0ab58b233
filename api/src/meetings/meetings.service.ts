import { Inject, Injectable } from '@nestjs/common';
import type {
  ListSessionsQuery,
  SessionCost,
  SessionDetail,
  SessionList,
  SessionState,
} from '@bo1/contracts/meeting/schema';
import { TERMINAL_STATUSES, type SessionStatus, type Tier } from '@bo1/contracts/meeting/values';
import { withStorageRetry, type Db } from '@bo1/prisma/client';
import { spending } from '@bo1/prisma/ledger';
import { toDetail, toSummary } from '@bo1/prisma/session-views';
import type { Meetings } from '@bo1/temporal/meetings';
import { randomUUID } from 'node:crypto';
import { workflowUrl } from '../admin/workflow-url.ts';
import { isAdmin, type Person } from '../auth/person.ts';
import type { Settings } from '../env.ts';
import { ProblemError } from '../problems/problem.ts';
import { DATABASE, MEETINGS_ENGINE, SETTINGS } from '../storage/tokens.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { MeetingsRepository, type MeetingHead } from './meetings.repository.ts';

@Injectable()
export class MeetingsService {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(DATABASE) private readonly db: Db,
    @Inject(MEETINGS_ENGINE) private readonly engine: Meetings,
    private readonly repository: MeetingsRepository,
  ) {}

  async list(person: Person, query: ListSessionsQuery): Promise<SessionList> {
    const rows = await this.repository.list(person, query, decodeCursor(query.cursor));
    const page = rows.slice(0, query.limit);
    const last = page.at(-1);
    return {
      sessions: page.map(toSummary),
      next_cursor: rows.length > query.limit && last ? encodeCursor(last) : null,
    };
  }

  /** What it has cost, and how it runs inside, is for admins only. */
  async detail(person: Person, id: string): Promise<SessionDetail> {
    const row = await this.repository.detail(person, id);
    const detail = { ...toDetail(row), yours: row.userId === person.id };
    if (!isAdmin(person)) return detail;
    const cost = await this.cost(id);
    return { ...detail, workflow_url: workflowUrl(this.settings, id), ...(cost && { cost }) };
  }

  /** Legal in every state but after the end, also twice. */
  async pause(person: Person, id: string): Promise<SessionState> {
    return this.control(person, id, () => this.engine.pause(id, randomUUID()));
  }

  async resume(person: Person, id: string): Promise<SessionState> {
    return this.control(person, id, () => this.engine.resume(id, randomUUID()));
  }

  /**
   * The row says first that the person asked: the engine's cancellation does not tell who did. A meeting that the engine
   * has not seen yet is started first, so that there is one way to stop.
   */
  async cancel(person: Person, id: string): Promise<SessionState> {
    return this.control(person, id, async (meeting) => {
      await this.repository.requestStop(meeting);
      if (meeting.status === 'created') await this.start(meeting);
      await this.engine.cancel(id);
    });
  }

  private async control(
    person: Person,
    id: string,
    act: (meeting: MeetingHead) => Promise<unknown>,
  ): Promise<SessionState> {
    const meeting = await this.repository.own(person, id);
    if ((TERMINAL_STATUSES as readonly string[]).includes(meeting.status)) {
      throw new ProblemError('session_ended', 'The meeting has ended: there is nothing to stop, pause or resume.');
    }
    await act(meeting);
    const { status } = await this.repository.own(person, id);
    return { id, status: status as SessionStatus };
  }

  private start(meeting: MeetingHead): Promise<unknown> {
    return this.engine.start({
      session_id: meeting.id,
      attempt: meeting.attempt,
      correlation_id: meeting.correlationId,
      user_id: meeting.userId,
      tier: meeting.tier as Tier,
    });
  }

  /** For admins only. Null figures where the meeting has not opened its budget yet. */
  private cost(id: string): Promise<SessionCost | undefined> {
    return withStorageRetry(async () => (await spending(this.db, id)) ?? undefined);
  }
}
