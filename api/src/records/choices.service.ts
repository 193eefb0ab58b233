import { Injectable } from '@nestjs/common';
import type { Choice } from '@bo1/contracts/meeting/schema';
import type { PutChoice, PutOutcome } from '@bo1/contracts/record/schema';
import { toChoice } from '@bo1/prisma/session-views';
import type { Person } from '../auth/person.ts';
import { MeetingsRepository } from '../meetings/meetings.repository.ts';
import { ProblemError } from '../problems/problem.ts';
import { ChoicesRepository } from './choices.repository.ts';

const DAY_MS = 86_400_000;

/** What the owner of a meeting does with its record. */
@Injectable()
export class ChoicesService {
  constructor(
    private readonly meetings: MeetingsRepository,
    private readonly choices: ChoicesRepository,
  ) {}

  /** Throws `no_record` before the board has decided, `validation_failed` for an option that it did not weigh. */
  async putChoice(person: Person, id: string, body: PutChoice): Promise<Choice> {
    await this.meetings.own(person, id);
    const record = await this.choices.record(id);
    if (!record) throw new ProblemError('no_record', 'The board has not decided yet: choose when it has.');
    if (body.option !== undefined && !record.options.some(({ title }) => title === body.option)) {
      const message = 'The record has no such option: name one of its options exactly, or use own_words.';
      throw invalid('option', message);
    }
    return toChoice(await this.choices.putChoice(id, body));
  }

  async deleteChoice(person: Person, id: string): Promise<void> {
    await this.meetings.own(person, id);
    await this.choices.deleteChoice(id);
  }

  /** Throws `no_choice` where nothing was chosen that could have turned out somehow. */
  async putOutcome(person: Person, id: string, body: PutOutcome, now = Date.now()): Promise<Choice> {
    await this.meetings.own(person, id);
    // Somewhere on earth it may be tomorrow already.
    if (Date.parse(body.known_on) > now + DAY_MS)
      throw invalid('known_on', 'An outcome cannot be known before its day.');
    const row = await this.choices.putOutcome(id, body);
    if (!row) throw new ProblemError('no_choice', 'Say first what you chose: the outcome belongs to it.');
    return toChoice(row);
  }

  async deleteOutcome(person: Person, id: string): Promise<void> {
    await this.meetings.own(person, id);
    await this.choices.deleteOutcome(id);
  }
}

const invalid = (path: string, message: string) =>
  new ProblemError('validation_failed', message, { errors: [{ path, message }] });
