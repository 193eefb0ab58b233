import type { Question } from '@bo1/contracts/meeting/schema';
import { FACILITATION_LIMITS, type SessionStatus } from '@bo1/contracts/meeting/values';
import { Prisma, type Tx } from '@bo1/prisma/client';
import type { NewEvent } from '@bo1/prisma/events';
import { factKey, roundKey } from './keys.ts';
import type { RoundRef, RunRef } from './types.ts';

/** Id of a question that was asked after a round, e.g. `sp0-r2-q1`: a repeated step asks the same. */
const questionId = (ref: RoundRef, number: number | ''): string => `${roundKey(ref).replace('/', '-')}-q${number}`;
const ofTurn = (run: RunRef, ref: RoundRef) => ({
  sessionId: run.session_id,
  questionId: { startsWith: questionId(ref, '') },
});

/** Whether the meeting may ask its person again after this round; one that has asked after it already may repeat that. */
export async function mayAsk(tx: Tx, run: RunRef, ref: RoundRef): Promise<boolean> {
  const [row] = await tx.$queryRaw<[{ may: boolean }]>`select ${mayAskPart(run, ref)} as may`;
  return row.may;
}

/** The same as a part of a statement. */
export const mayAskPart = ({ session_id }: RunRef, { sub_problem_index, round }: RoundRef): Prisma.Sql => Prisma.sql`
  ((select count(*) from rounds a where a.session_id = ${session_id} and a.decision->>'action' = 'clarify'
    and (a.sub_problem_index <> ${sub_problem_index}::int or a.round <> ${round}::int))
    < ${FACILITATION_LIMITS.clarify}::int)`;

/** The questions that were put to the person before this turn. */
export async function asked(tx: Tx, run: RunRef, ref: RoundRef): Promise<string[]> {
  const rows = await tx.question.findMany({
    where: { sessionId: run.session_id, NOT: ofTurn(run, ref) },
    select: { question: true },
  });
  return rows.map(({ question }) => question);
}

export interface AskedBetweenRounds {
  /** Ids of those that wait for an answer. */
  open: string[];
  event: NewEvent[];
  /** A paused meeting stays paused. */
  status?: SessionStatus;
}

/** Puts questions to the person, once; what has become of them since is kept. */
export async function askBetweenRounds(
  tx: Tx,
  run: RunRef,
  ref: RoundRef,
  questions: readonly Pick<Question, 'question' | 'reason'>[],
): Promise<AskedBetweenRounds> {
  const sessionId = run.session_id;
  const { _max } = await tx.question.aggregate({ where: { sessionId }, _max: { position: true } });
  const first = (_max.position ?? -1) + 1;
  await tx.question.createMany({
    data: questions.map(({ question, reason }, index) => ({
      sessionId,
      questionId: questionId(ref, index + 1),
      question,
      reason,
      position: first + index,
      subProblemIndex: ref.sub_problem_index,
    })),
    skipDuplicates: true,
  });
  const rows = await tx.question.findMany({
    where: { ...ofTurn(run, ref), state: 'open' },
    orderBy: { position: 'asc' },
  });
  if (rows.length === 0) return { open: [], event: [] };
  const session = await tx.session.findUniqueOrThrow({ where: { id: sessionId }, select: { status: true } });
  const open = rows.map((row): Question => ({ id: row.questionId, question: row.question, reason: row.reason }));
  return {
    open: open.map(({ id }) => id),
    event: [
      {
        type: 'clarification_required',
        data: { questions: open },
        dedupeKey: factKey(run, `${roundKey(ref)}/clarify`),
      },
    ],
    ...(session.status === 'paused' ? {} : { status: 'waiting_for_answers' }),
  };
}
