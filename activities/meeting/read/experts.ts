import { EXPERT_COUNT } from '@bo1/contracts/meeting/values';
import { Prisma, type Db } from '@bo1/prisma/client';
import type { Persona } from '@bo1/prisma/generated/client';
import { z } from 'zod';
import type { Expert } from '../material.ts';
import type { RunRef } from '../types.ts';

const profile = z.object({
  expertise: z.array(z.string()),
  traits: z.array(z.string()),
  style: z.string(),
  system_prompt: z.string(),
});

/** What is copied of a persona when it is chosen: a later change of the catalogue cannot change a prompt. */
export const profileOf = (persona: Persona): Prisma.InputJsonObject => ({
  expertise: persona.expertise,
  traits: persona.traits,
  style: persona.style,
  system_prompt: persona.systemPrompt,
});

export const expertOf = (persona: Persona): Expert => ({
  code: persona.code,
  name: persona.name,
  archetype: persona.archetype,
  ...profile.parse(profileOf(persona)),
});

export type ExpertRow = Pick<Expert, 'code' | 'name' | 'archetype'> & { profile: unknown };

/** A column of a statement on `sessions s`. */
export const boardPart = (subProblemIndex: number): Prisma.Sql => Prisma.sql`
  (select coalesce(json_agg(json_build_object('code', e.expert_code, 'name', e.name, 'archetype', e.archetype,
      'profile', e.profile) order by e.position), '[]')
    from session_experts e where e.session_id = s.id and e.sub_problem_index = ${subProblemIndex}::int) as board`;

/** The board of a sub-problem, in the order in which it was chosen. */
export async function readExperts(db: Db, run: RunRef, subProblemIndex: number): Promise<Expert[]> {
  const [row] = await db.$queryRaw<{ board: ExpertRow[] }[]>`
    select ${boardPart(subProblemIndex)} from sessions s where s.id = ${run.session_id}`;
  return boardOf(row?.board ?? []);
}

export const boardOf = (rows: readonly ExpertRow[]): Expert[] =>
  rows.map(({ code, name, archetype, profile: copied }) => ({ code, name, archetype, ...profile.parse(copied) }));

/** Whom a board of the meeting may be chosen from, by code, and whom of them its person wants on it. */
export interface Candidates {
  catalogue: Persona[];
  pinned: string[];
}

/**
 * Nobody whom the person excluded. Who was pinned while they were offered is still there, and where experts retired since
 * until too few are left for a board, so are those.
 */
export async function readCandidates(db: Db, run: RunRef): Promise<Candidates> {
  const session = await db.session.findUnique({
    where: { id: run.session_id },
    select: { pinnedExperts: true, excludedExperts: true },
  });
  const { pinnedExperts = [], excludedExperts = [] } = session ?? {};
  const all = await db.persona.findMany({ where: { code: { notIn: excludedExperts } }, orderBy: { code: 'asc' } });
  const offered = all.filter(({ code, retired }) => !retired || pinnedExperts.includes(code));
  const catalogue = offered.length < EXPERT_COUNT.max ? all : offered;
  return { catalogue, pinned: pinnedExperts.filter((code) => catalogue.some((one) => one.code === code)) };
}
