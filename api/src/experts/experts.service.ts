import { Inject, Injectable } from '@nestjs/common';
import type {
  CreateExpert,
  Expert,
  ExpertList,
  ExpertProfile,
  ListExpertsQuery,
  PutExpert,
} from '@bo1/contracts/experts/schema';
import { OFFERED_COUNT } from '@bo1/contracts/experts/values';
import { inTransaction, type Db, type Tx } from '@bo1/prisma/client';
import type { Persona } from '@bo1/prisma/generated/client';
import { PinoLogger } from 'nestjs-pino';
import type { Person } from '../auth/person.ts';
import { Idempotency } from '../idempotency/idempotency.ts';
import { notFound, ProblemError } from '../problems/problem.ts';
import { DATABASE } from '../storage/tokens.ts';
import { ExpertsRepository } from './experts.repository.ts';

/** The catalogue as admins keep it, who get here through a guard. */
@Injectable()
export class ExpertsService {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly repository: ExpertsRepository,
    private readonly idempotency: Idempotency,
    private readonly log: PinoLogger,
  ) {}

  async list(query: ListExpertsQuery): Promise<ExpertList> {
    return { experts: (await this.repository.list(query)).map(toExpert) };
  }

  async expert(code: string): Promise<Expert> {
    return toExpert(found(await this.repository.find(code)));
  }

  /** What is kept under an Idempotency-Key is the code: a repeated request gets the expert as they are by then. */
  async create(person: Person, body: CreateExpert, key: string | undefined): Promise<Expert> {
    const { code, ...profile } = body;
    const request = this.idempotency.request(person.id, 'POST /api/v1/admin/experts', key, body);
    await inTransaction(this.db, async (tx) => {
      if (request && (await this.idempotency.claim(tx, request, { code }))) return;
      await this.repository.lock(tx);
      if (await tx.persona.findUnique({ where: { code }, select: { code: true } }))
        throw clash(
          'code',
          'There is an expert with this code already, who may be retired: codes are never used twice.',
        );
      await this.refuseToOffer(tx, code, profile.name);
      await this.repository.create(tx, code, profile);
    });
    if (request) await this.idempotency.settle(request, 201);
    return this.told(person, 'expert added', found(await this.repository.find(code)));
  }

  /** Throws `changed_meanwhile` where it would write over what the person has not read. */
  async update(person: Person, code: string, { updated_at, ...profile }: PutExpert): Promise<Expert> {
    const row = await this.change(code, async (tx, before) => {
      if (before.updatedAt.getTime() !== Date.parse(updated_at)) {
        // The same request again, whose answer was lost.
        if (says(before, profile)) return before;
        throw changedMeanwhile();
      }
      const { namesake } = await this.repository.standing(tx, profile.name, code);
      if (namesake !== undefined && !before.retired) throw sameName(namesake);
      return this.repository.update(tx, code, profile);
    });
    return this.told(person, 'expert changed', row);
  }

  /** Retiring somebody who is retired changes nothing. */
  async retire(person: Person, code: string): Promise<Expert> {
    const row = await this.change(code, async (tx, before) => {
      if (before.retired) return before;
      const { offered } = await this.repository.standing(tx, before.name, code);
      if (offered <= OFFERED_COUNT.min)
        throw new ProblemError(
          'limit_reached',
          `Boards need ${OFFERED_COUNT.min} experts to choose from: add one first.`,
        );
      return this.repository.setRetired(tx, code, true);
    });
    return this.told(person, 'expert retired', row);
  }

  /** Restoring somebody who is offered changes nothing. */
  async restore(person: Person, code: string): Promise<Expert> {
    const row = await this.change(code, async (tx, before) => {
      if (!before.retired) return before;
      await this.refuseToOffer(tx, code, before.name);
      return this.repository.setRetired(tx, code, false);
    });
    return this.told(person, 'expert restored', row);
  }

  private change(code: string, work: (tx: Tx, before: Persona) => Promise<Persona>): Promise<Persona> {
    return inTransaction(this.db, async (tx) => {
      await this.repository.lock(tx);
      return work(tx, found(await tx.persona.findUnique({ where: { code } })));
    });
  }

  private async refuseToOffer(tx: Tx, code: string, name: string): Promise<void> {
    const { offered, namesake } = await this.repository.standing(tx, name, code);
    if (namesake !== undefined) throw sameName(namesake);
    if (offered >= OFFERED_COUNT.max)
      throw new ProblemError(
        'limit_reached',
        `There are ${OFFERED_COUNT.max} experts, the most there can be: retire one first.`,
      );
  }

  private told(person: Person, what: string, row: Persona): Expert {
    this.log.info({ expert: row.code, user_id: person.id }, what);
    return toExpert(row);
  }
}

function found(row: Persona | null): Persona {
  if (!row) throw notFound('There is no expert with this code.');
  return row;
}

const clash = (path: string, message: string) => new ProblemError('conflict', message, { errors: [{ path, message }] });
/** Experts answer each other by name. */
const sameName = (code: string) =>
  clash('name', `The expert ${code} has this name: on one board nobody could tell them apart.`);

const changedMeanwhile = () =>
  new ProblemError('changed_meanwhile', 'Somebody else has saved this expert since you read them. Nothing was saved.');

/** Whether an expert is already as a request wants them. */
function says(row: Persona, profile: ExpertProfile): boolean {
  const now = toExpert(row);
  return Object.entries(profile).every(
    ([field, value]) => JSON.stringify(now[field as keyof ExpertProfile]) === JSON.stringify(value),
  );
}

const toExpert = (row: Persona): Expert => ({
  code: row.code,
  name: row.name,
  archetype: row.archetype,
  category: row.category,
  expertise: row.expertise,
  traits: row.traits,
  style: row.style,
  system_prompt: row.systemPrompt,
  colour: row.colour,
  avatar: row.avatar,
  state: row.retired ? 'retired' : 'offered',
  by_hand: row.byHand,
  updated_at: row.updatedAt.toISOString(),
});
