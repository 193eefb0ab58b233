import { decisionRecord } from '@bo1/contracts/meeting/schema';
import { Prisma, type Db } from '@bo1/prisma/client';
import type { SettledSubProblem, SubProblemBrief } from '../material.ts';
import type { RunRef } from '../types.ts';
import { missing } from './missing.ts';

export interface SubProblemRow {
  goal: string;
  rationale: string;
  /** Of those it depends on, in their order. */
  records: { scope: number; content: unknown }[];
}

/** A column of a statement on `sessions s`: null where there is no such sub-problem. */
export const subProblemPart = (index: number): Prisma.Sql => Prisma.sql`
  (select json_build_object('goal', p.goal, 'rationale', p.rationale, 'records', (
      select coalesce(json_agg(json_build_object('scope', r.scope, 'content', r.content) order by r.scope), '[]')
      from decision_records r
      where r.session_id = p.session_id and r.scope = any(p.depends_on) and r.scope <> p.index))
    from sub_problems p where p.session_id = s.id and p.index = ${index}::int) as "subProblem"`;

/** The sub-problem, with the outcome of those it depends on. A dependency that failed or comes later is left out. */
export async function readSubProblem(db: Db, run: RunRef, index: number): Promise<SubProblemBrief> {
  const [row] = await db.$queryRaw<{ subProblem: SubProblemRow | null }[]>`
    select ${subProblemPart(index)} from sessions s where s.id = ${run.session_id}`;
  return subProblemOf(index, row?.subProblem ?? null);
}

export function subProblemOf(index: number, row: SubProblemRow | null): SubProblemBrief {
  if (!row) throw missing('sub-problem');
  const settled = row.records.map(({ scope, content }): SettledSubProblem => {
    const { question, decision, conditions } = decisionRecord.parse(content);
    return { index: scope, goal: question, decision, conditions };
  });
  return { index, goal: row.goal, rationale: row.rationale, settled };
}
