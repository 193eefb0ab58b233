import { Injectable } from '@nestjs/common';
import { TERMINAL_STATUSES } from '@bo1/contracts/meeting/values';
import type { Response } from 'express';
import { pipeline } from 'node:stream/promises';
import type { Person } from '../auth/person.ts';
import { MeetingsRepository } from '../meetings/meetings.repository.ts';
import { ProblemError } from '../problems/problem.ts';
import { Files } from '../storage/files.ts';

const TYPES = { json: 'application/json; charset=utf-8', md: 'text/markdown; charset=utf-8' } as const;
export type RecordFormat = keyof typeof TYPES;

@Injectable()
export class RecordsService {
  constructor(
    private readonly meetings: MeetingsRepository,
    private readonly files: Files,
  ) {}

  /** Streams the archived record. It is written some seconds after the end; until then 404 says when to ask again. */
  async send(person: Person, id: string, format: RecordFormat, response: Response): Promise<void> {
    const meeting = await this.meetings.readable(person, id);
    const key = format === 'json' ? meeting.archiveJsonKey : meeting.archiveMarkdownKey;
    if (!key) throw notYet((TERMINAL_STATUSES as readonly string[]).includes(meeting.status));
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const { body, length } = await this.files.open(key, gone.signal);
    response.setHeader('content-type', TYPES[format]);
    response.setHeader('content-disposition', `attachment; filename="${id}.${format}"`);
    response.setHeader('cache-control', 'private, no-cache');
    if (length !== undefined) response.setHeader('content-length', String(length));
    await pipeline(body, response).catch((error: Error) => {
      // A reader that leaves is no failure; a cut source is, and the length tells the reader.
      if (!gone.signal.aborted) throw error;
    });
  }
}

function notYet(ended: boolean): ProblemError {
  return ended
    ? new ProblemError('not_found', 'The record is being archived: ask again in a few seconds.', { retry_after: 3 })
    : new ProblemError('not_found', 'The meeting has not ended yet: its record is archived when it does.', {
        retry_after: 30,
      });
}
