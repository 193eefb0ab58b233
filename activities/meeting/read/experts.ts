import type { Db, Tx } from '@bo1/prisma/client';
import type { Persona, Prisma } from '@bo1/prisma/generated/client';
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

/** The board of a sub-problem, in the order in which it was chosen. */
export async function readExperts(db: Db | Tx, run: RunRef, subProblemIndex: number): Promise<Expert[]> {
  const rows = await db.sessionExpert.findMany({
    where: { sessionId: run.session_id, subProblemIndex },
    orderBy: { position: 'asc' },
  });
  return rows.map((row) => ({
    code: row.expertCode,
    name: row.name,
    archetype: row.archetype,
    ...profile.parse(row.profile),
  }));
}

/** Everybody who may be chosen, by code. */
export const readCatalogue = (db: Db): Promise<Persona[]> =>
  db.persona.findMany({ where: { retired: false }, orderBy: { code: 'asc' } });
