import { Inject, Injectable } from '@nestjs/common';
import type { ExpertProfile, ListExpertsQuery, OfferedExpert } from '@bo1/contracts/experts/schema';
import { initialsOf } from '@bo1/contracts/experts/values';
import { Prisma, withStorageRetry, type Db, type Tx } from '@bo1/prisma/client';
import type { Persona } from '@bo1/prisma/generated/client';
import { DATABASE } from '../storage/tokens.ts';

const OFFERED = {
  code: true,
  name: true,
  archetype: true,
  category: true,
  expertise: true,
  colour: true,
  avatar: true,
} satisfies Prisma.PersonaSelect;

/** The catalogue of experts. Rows are never deleted: meetings refer to them. */
@Injectable()
export class ExpertsRepository {
  constructor(@Inject(DATABASE) private readonly db: Db) {}

  offered(): Promise<OfferedExpert[]> {
    return withStorageRetry(() =>
      this.db.persona.findMany({ where: { retired: false }, select: OFFERED, orderBy: [{ name: 'asc' }] }),
    );
  }

  /** By name. `q` is looked for as it is typed: `%`, `_` and `\` mean themselves. */
  async list({ q, state }: ListExpertsQuery): Promise<Persona[]> {
    const where: Prisma.PersonaWhereInput = { ...(state && { retired: state === 'retired' }) };
    if (q) where.code = { in: await this.codesWith(q) };
    return withStorageRetry(() => this.db.persona.findMany({ where, orderBy: [{ name: 'asc' }, { code: 'asc' }] }));
  }

  find(code: string): Promise<Persona | null> {
    return withStorageRetry(() => this.db.persona.findUnique({ where: { code } }));
  }

  /** Whoever changes the catalogue waits here for others who do; readers do not. */
  async lock(tx: Tx): Promise<void> {
    await tx.$executeRaw`lock table personas in share row exclusive mode`;
  }

  /** How many are offered, and who of them, other than `except`, has this name. The catalogue must be locked. */
  async standing(tx: Tx, name: string, except: string): Promise<{ offered: number; namesake: string | undefined }> {
    const [offered, namesake] = await Promise.all([
      tx.persona.count({ where: { retired: false } }),
      tx.persona.findFirst({
        where: { retired: false, code: { not: except }, name: { equals: literal(name), mode: 'insensitive' } },
        select: { code: true },
      }),
    ]);
    return { offered, namesake: namesake?.code };
  }

  async create(tx: Tx, code: string, profile: ExpertProfile): Promise<void> {
    await tx.persona.create({ data: { code, ...dataOf(profile) } });
  }

  update(tx: Tx, code: string, profile: ExpertProfile): Promise<Persona> {
    return tx.persona.update({ where: { code }, data: dataOf(profile) });
  }

  setRetired(tx: Tx, code: string, retired: boolean): Promise<Persona> {
    return tx.persona.update({ where: { code }, data: { retired, byHand: true } });
  }

  private async codesWith(q: string): Promise<string[]> {
    const rows = await withStorageRetry(
      () => this.db.$queryRaw<{ code: string }[]>`
        select code from personas
        where concat_ws(' ', code, name, archetype, category, array_to_string(expertise, ' ')) ilike ${`%${literal(q)}%`}`,
    );
    return rows.map(({ code }) => code);
  }
}

const literal = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

const dataOf = ({ system_prompt, ...profile }: ExpertProfile) => ({
  ...profile,
  systemPrompt: system_prompt,
  avatar: initialsOf(profile.name),
  byHand: true,
});
