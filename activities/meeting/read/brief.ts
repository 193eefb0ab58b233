import type { Db, Tx } from '@bo1/prisma/client';
import type { Session } from '@bo1/prisma/generated/client';
import { failure } from '../../failures.ts';
import { pinsOf } from '../../llm/pins.ts';
import { flagsIn } from '../flags.ts';
import type { Brief } from '../material.ts';
import type { RunRef } from '../types.ts';
import { type AsOf, knownBy } from './floor.ts';

/** The session's row. Throws `session_missing`. */
export async function readSession(db: Db | Tx, run: RunRef): Promise<Session> {
  const session = await db.session.findUnique({ where: { id: run.session_id } });
  if (!session) throw failure('session_missing', 'There is no such meeting.');
  return session;
}

/**
 * The person's side of the meeting: what they asked, what was pinned of their context, what they answered and set as
 * constraints up to `asOf`.
 */
export async function readBrief(db: Db | Tx, run: RunRef, asOf?: AsOf): Promise<Brief> {
  const [session, questions, constraints] = await Promise.all([
    readSession(db, run),
    db.question.findMany({
      where: {
        sessionId: run.session_id,
        state: { in: ['answered', 'skipped'] },
        ...(asOf === undefined ? {} : { OR: [{ since: null }, { since: { lte: asOf } }] }),
      },
      orderBy: { position: 'asc' },
    }),
    db.constraintChange.findFirst({
      where: { sessionId: run.session_id, since: knownBy(asOf) },
      orderBy: { since: 'desc' },
    }),
  ]);
  return {
    problem: session.problemStatement,
    flagged: flagsIn(session.problemStatement),
    asked_on: civilDate(session.createdAt),
    context: (pinsOf(session).context ?? []).map(({ kind, label, text }) => ({ kind, label, text })),
    answers: questions.map(({ question, state, answer }) => ({
      question,
      answer: state === 'answered' ? answer : null,
    })),
    constraints: constraints?.constraints ?? [],
  };
}

/** The day of a moment in UTC, as `2026-11-22`. */
export const civilDate = (at: Date): string => at.toISOString().slice(0, 10);
