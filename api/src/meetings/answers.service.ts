import { Inject, Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import type { AnswersAccepted, SubmitAnswers } from '@bo1/contracts/meeting/schema';
import { TERMINAL_STATUSES, type SessionStatus } from '@bo1/contracts/meeting/values';
import { withStorageRetry, type Db } from '@bo1/prisma/client';
import type { Meetings } from '@bo1/temporal/meetings';
import type { Person } from '../auth/person.ts';
import { ProblemError } from '../problems/problem.ts';
import { DATABASE, MEETINGS_ENGINE } from '../storage/tokens.ts';
import { MeetingsRepository } from './meetings.repository.ts';

interface QuestionRow {
  questionId: string;
  state: string;
  answer: string | null;
}

/** Answers to the board's questions: the text is stored as a batch, and the workflow is told the batch's id only. */
@Injectable()
export class AnswersService {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(MEETINGS_ENGINE) private readonly engine: Meetings,
    private readonly meetings: MeetingsRepository,
  ) {}

  /** Sending the same answers twice is one submission. Throws 409 for questions that are not open, or after the end. */
  async submit(person: Person, sessionId: string, body: SubmitAnswers): Promise<AnswersAccepted> {
    const meeting = await this.meetings.own(person, sessionId);
    const ended = (TERMINAL_STATUSES as readonly string[]).includes(meeting.status);
    const questions = await this.questions(sessionId);
    const fresh = withoutAccepted(body, questions);
    if (fresh.answers.length + fresh.skip.length === 0) return this.state(person, sessionId);
    if (ended) throw new ProblemError('session_ended', 'The meeting has ended: it takes no more answers.');
    refuseWhatIsNotOpen(fresh, questions);
    const ids = [...fresh.answers.map((answer) => answer.question_id), ...fresh.skip];
    return (await this.send(sessionId, fresh, ids)) ?? this.state(person, sessionId);
  }

  /** Undefined where a double of this submission was accepted first. */
  private async send(
    sessionId: string,
    body: SubmitAnswers,
    questionIds: string[],
  ): Promise<AnswersAccepted | undefined> {
    const id = batchId(sessionId, body);
    const data = { id, sessionId, answers: body.answers, skipped: body.skip };
    await withStorageRetry(() => this.db.answerBatch.createMany({ data, skipDuplicates: true }));
    try {
      return { id: sessionId, ...(await this.engine.submitAnswers(sessionId, { batchId: id, questionIds })) };
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'question_not_open') throw error;
      // A double submit may have been accepted between our look and the workflow's.
      const left = withoutAccepted(body, await this.questions(sessionId));
      if (left.answers.length + left.skip.length > 0) throw error;
      return undefined;
    }
  }

  private questions(sessionId: string): Promise<QuestionRow[]> {
    return withStorageRetry(() =>
      this.db.question.findMany({
        where: { sessionId },
        select: { questionId: true, state: true, answer: true },
        orderBy: { position: 'asc' },
      }),
    );
  }

  private async state(person: Person, sessionId: string): Promise<AnswersAccepted> {
    const meeting = await this.meetings.own(person, sessionId);
    const open = (await this.questions(sessionId)).filter((question) => question.state === 'open');
    return {
      id: sessionId,
      status: meeting.status as SessionStatus,
      remaining_question_ids: open.map((question) => question.questionId),
    };
  }
}

/** The same answers to the same meeting have the same id, which is also the update's id: the engine sees them once. */
export function batchId(sessionId: string, body: SubmitAnswers): string {
  const answers = body.answers.map(({ question_id, answer }) => [question_id, answer] as const);
  answers.sort(([a], [b]) => (a < b ? -1 : 1));
  const content = JSON.stringify([sessionId, answers, [...body.skip].sort()]);
  const hex = createHash('sha256').update(content).digest('hex');
  // A UUID of version 8: 122 bits of our own making.
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** What of the submission is not already accepted with the same content. */
export function withoutAccepted(body: SubmitAnswers, questions: QuestionRow[]): SubmitAnswers {
  const known = new Map(questions.map((question) => [question.questionId, question]));
  return {
    answers: body.answers.filter(({ question_id, answer }) => {
      const row = known.get(question_id);
      return !(row?.state === 'answered' && row.answer === answer);
    }),
    skip: body.skip.filter((id) => known.get(id)?.state !== 'skipped'),
  };
}

function refuseWhatIsNotOpen(body: SubmitAnswers, questions: QuestionRow[]): void {
  const open = new Set(
    questions.filter((question) => question.state === 'open').map((question) => question.questionId),
  );
  const asked = new Set(questions.map((question) => question.questionId));
  const errors = [
    ...body.answers.map((answer, index) => ({ id: answer.question_id, path: `answers.${index}.question_id` })),
    ...body.skip.map((id, index) => ({ id, path: `skip.${index}` })),
  ]
    .filter(({ id }) => !open.has(id))
    .map(({ id, path }) => ({
      path,
      message: asked.has(id) ? 'This question has been answered already.' : 'The board did not ask this question.',
    }));
  if (errors.length > 0) throw new ProblemError('question_not_open', errors[0]!.message, { errors });
}
