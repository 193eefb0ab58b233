import { Inject, Injectable } from '@nestjs/common';
import type { DecisionRecord, SessionDetail } from '@bo1/contracts/meeting/schema';
import { TERMINAL_STATUSES } from '@bo1/contracts/meeting/values';
import type { SessionEvent } from '@bo1/contracts/events/schema';
import { actionsCalendar } from '@bo1/contracts/record/calendar';
import { recordDocument } from '@bo1/contracts/record/document';
import { recordMarkdown } from '@bo1/contracts/record/markdown';
import { withStorageRetry, type Db } from '@bo1/prisma/client';
import { readEvents } from '@bo1/prisma/events';
import { toDetail } from '@bo1/prisma/session-views';
import type { Person } from '../auth/person.ts';
import { MeetingsRepository } from '../meetings/meetings.repository.ts';
import { ProblemError } from '../problems/problem.ts';
import { DATABASE } from '../storage/tokens.ts';
import { downloadName } from './download-name.ts';
import { Printer } from './pdf/printer.ts';

const TYPES = {
  json: 'application/json; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
  pdf: 'application/pdf',
  ics: 'text/calendar; charset=utf-8',
} as const;
export type RecordFormat = keyof typeof TYPES;

/** A record to take along. */
export interface RecordFile {
  type: string;
  /** `Content-Disposition`. */
  disposition: string;
  bytes: Buffer;
}
type Decided = SessionDetail & { record: DecisionRecord };

@Injectable()
export class RecordsService {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly meetings: MeetingsRepository,
    private readonly printer: Printer,
  ) {}

  /**
   * The record as it stands now, with what its person did with it since. Throws `not_found` where there is none (yet), and for a
   * calendar without a day.
   */
  async file(person: Person, id: string, format: RecordFormat): Promise<RecordFile> {
    const session = decided(toDetail(await this.meetings.detail(person, id)));
    if (format === 'ics') return calendarOf(session);
    const events = await withStorageRetry(() => readEvents(this.db, { sessionId: id, after: 0 }));
    return {
      type: TYPES[format],
      disposition: downloadName(session.record.question, session.ended_at, format),
      bytes: await this.written(session, events, format),
    };
  }

  private async written(
    session: Decided,
    events: SessionEvent[],
    format: Exclude<RecordFormat, 'ics'>,
  ): Promise<Buffer> {
    if (format === 'json') return Buffer.from(JSON.stringify({ session, events }, null, 2));
    const document = recordDocument(session, events);
    return format === 'md' ? Buffer.from(recordMarkdown(document)) : this.printer.print(document, new Date());
  }
}

function calendarOf({ record, ended_at, actions }: Decided): RecordFile {
  const calendar = actionsCalendar(actions, record.question, new Date().toISOString());
  if (calendar === null) throw new ProblemError('not_found', 'No action is open: there is nothing for a calendar.');
  return {
    type: TYPES.ics,
    disposition: downloadName(record.question, ended_at, 'ics'),
    bytes: Buffer.from(calendar),
  };
}

/** The meeting with its record. */
function decided(session: SessionDetail): Decided {
  const { record } = session;
  if (record) return { ...session, record };
  const ended = (TERMINAL_STATUSES as readonly string[]).includes(session.status);
  throw ended
    ? new ProblemError('not_found', 'This meeting ended before the board decided: there is no record.')
    : new ProblemError('not_found', 'The board has not decided yet: the record is there when it has.', {
        retry_after: 30,
      });
}
