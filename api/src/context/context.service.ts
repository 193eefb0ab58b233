import { Injectable } from '@nestjs/common';
import type { BusinessProfile, KeptAnswer } from '@bo1/contracts/context/schema';
import type { Person } from '../auth/person.ts';
import { notFound } from '../problems/problem.ts';
import { ContextRepository, type KeptAnswerRow } from './context.repository.ts';

const EMPTY: BusinessProfile = {
  company: '',
  industry: '',
  stage: '',
  team: '',
  market: '',
  goals: '',
  constraints: '',
};

/** What the board knows of a person's business before they say a word. */
@Injectable()
export class ContextService {
  constructor(private readonly repository: ContextRepository) {}

  async profile(person: Person): Promise<BusinessProfile> {
    return { ...EMPTY, ...(await this.repository.profile(person.id)) };
  }

  async putProfile(person: Person, profile: BusinessProfile): Promise<BusinessProfile> {
    await this.repository.putProfile(person.id, profile);
    return profile;
  }

  deleteProfile(person: Person): Promise<void> {
    return this.repository.deleteProfile(person.id);
  }

  async answers(person: Person): Promise<{ answers: KeptAnswer[] }> {
    return { answers: (await this.repository.answers(person.id)).map(toKeptAnswer) };
  }

  async editAnswer(person: Person, id: string, { answer }: { answer: string }): Promise<KeptAnswer> {
    const row = await this.repository.editAnswer(person.id, id, answer);
    if (!row) throw notFound('There is no such answer, or it is not yours.');
    return toKeptAnswer(row);
  }

  async deleteAnswer(person: Person, id: string): Promise<void> {
    if (!(await this.repository.deleteAnswer(person.id, id)))
      throw notFound('There is no such answer, or it is not yours.');
  }
}

const toKeptAnswer = (row: KeptAnswerRow): KeptAnswer => ({
  id: row.id,
  question: row.question,
  answer: row.answer,
  session_id: row.sessionId,
  updated_at: row.updatedAt.toISOString(),
});
