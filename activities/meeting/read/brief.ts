import { Prisma, type Db, type Tx } from '@bo1/prisma/client';
import type { Session } from '@bo1/prisma/generated/client';
import { failure } from '../../failures.ts';
import { contextOf } from '../../llm/pins.ts';
import { flagsIn } from '../flags.ts';
import type { Brief } from '../material.ts';
import type { RunRef } from '../types.ts';
import { knownAt, NOW } from './moment.ts';

/** The session's row. Throws `session_missing`. */
export async function readSession(db: Db | Tx, run: RunRef): Promise<Session> {
  const session = await db.session.findUnique({ where: { id: run.session_id } });
  if (!session) throw missingSession();
  return session;
}

export const missingSession = () => failure('session_missing', 'There is no such meeting.');

export interface BriefRow {
  problem: string;
  createdAt: Date;
  /** Null before the run was opened. */
  pins: unknown;
  questions: { question: string; state: 'answered' | 'skipped'; answer: string | null }[];
  constraints: string[] | null;
}

/** Columns of a statement on `sessions s` at a `moment`. */
export const BRIEF_PART = Prisma.sql`
  s.problem_statement as problem, s.created_at as "createdAt", s.pins,
  (select coalesce(json_agg(json_build_object('question', q.question, 'state', q.state, 'answer', q.answer)
      order by q.position), '[]')
    from questions q
    where q.session_id = s.id and q.state in ('answered', 'skipped')
      and (q.since is null or ${knownAt('q')})) as questions,
  (select c.constraints from constraint_changes c
    where c.session_id = s.id and ${knownAt('c')} order by c.since desc limit 1) as constraints`;

/** The person's side of the meeting: what they asked, what was pinned of their context, what they answered and set. */
export async function readBrief(db: Db | Tx, run: RunRef): Promise<Brief> {
  const [row] = await db.$queryRaw<BriefRow[]>`
    select ${BRIEF_PART} from sessions s, ${NOW} where s.id = ${run.session_id}`;
  if (!row) throw missingSession();
  return briefOf(row);
}

export function briefOf({ problem, createdAt, pins, questions, constraints }: BriefRow): Brief {
  return {
    problem,
    flagged: flagsIn(problem),
    asked_on: civilDate(createdAt),
    context: contextOf({ pins }).map(({ kind, label, text }) => ({ kind, label, text })),
    answers: questions.map(({ question, state, answer }) => ({
      question,
      answer: state === 'answered' ? answer : null,
    })),
    constraints: constraints ?? [],
  };
}

/** The day of a moment in UTC, as `2026-11-22`. */
export const civilDate = (at: Date): string => at.toISOString().slice(0, 10);
