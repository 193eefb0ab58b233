'use client';
import type { AnswersAccepted, SubmitAnswers } from '@bo1/contracts/meeting/schema';
import { ANSWER_LENGTH } from '@bo1/contracts/meeting/values';
import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Field, Textarea } from '#components/ui/field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { useDraft } from '#features/drafts/use-draft.ts';
import { api, explain } from '#http/request.ts';
import type { Asked } from './state.ts';

interface AnswerDraft {
  answers: Record<string, string>;
  skipped: string[];
}

/** The body for what is answered and skipped so far; questions of neither kind stay open. */
export function answersBody(questions: Asked[], draft: AnswerDraft): SubmitAnswers {
  const skip = questions.filter((question) => draft.skipped.includes(question.id)).map((question) => question.id);
  const answers = questions
    .filter((question) => !skip.includes(question.id) && draft.answers[question.id]?.trim())
    .map((question) => ({ question_id: question.id, answer: draft.answers[question.id]!.trim() }));
  return { answers, skip };
}

interface ClarificationFormProps {
  sessionId: string;
  questions: Asked[];
  /** Asked between rounds: the board goes on, it does not begin. */
  begun?: boolean;
}

/** One card a question with its reason. What is typed is kept on this device until the board has it. */
export function ClarificationForm({ sessionId, questions, begun = false }: ClarificationFormProps) {
  const {
    value: draft,
    change,
    clear,
  } = useDraft<AnswerDraft>(`bo1:answers:${sessionId}`, { answers: {}, skipped: [] });
  const sending = useRef(false);
  const submission = useMutation({
    mutationFn: (body: SubmitAnswers) =>
      api.post<AnswersAccepted>(`/sessions/${encodeURIComponent(sessionId)}/clarifications`, body),
    onSuccess: ({ remaining_question_ids: remaining }) => {
      if (!remaining.length) clear();
      document.getElementById('main')?.focus({ preventScroll: true });
    },
    onSettled: () => void (sending.current = false),
  });
  const send = (body: SubmitAnswers) => {
    if (sending.current || body.answers.length + body.skip.length === 0) return;
    sending.current = true;
    submission.mutate(body);
  };
  const body = answersBody(questions, draft);
  const ready = body.answers.length + body.skip.length;
  const tooLong = body.answers.some(({ answer }) => answer.length > ANSWER_LENGTH.max);
  const skipAll = { answers: [], skip: questions.map((question) => question.id) };
  return (
    <form
      method="post"
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (!tooLong) send(body);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit();
      }}
    >
      {submission.isError && (
        <Notice tone="danger" urgent title="The answers were not sent">
          {explain(submission.error)} What you typed is kept.
        </Notice>
      )}
      {questions.map((question, index) => {
        const skipped = draft.skipped.includes(question.id);
        const text = draft.answers[question.id] ?? '';
        const long = text.trim().length > ANSWER_LENGTH.max;
        return (
          <div key={question.id} className="rounded-lg border border-border bg-surface px-5 py-4 shadow-raised">
            <Field
              label={
                <>
                  <span className="mr-1.5 text-muted tabular-nums">{index + 1}.</span>
                  {question.question}
                </>
              }
              hint={<>Why it is asked: {question.reason}</>}
              error={long ? `Shorten the answer to ${ANSWER_LENGTH.max.toLocaleString('en')} characters.` : null}
            >
              {(control) => (
                <Textarea
                  {...control}
                  rows={2}
                  className="min-h-16"
                  disabled={skipped}
                  placeholder={skipped ? 'Skipped. The board goes on without it.' : undefined}
                  value={skipped ? '' : text}
                  onChange={(event) => change({ answers: { ...draft.answers, [question.id]: event.target.value } })}
                />
              )}
            </Field>
            <Button
              variant="ghost"
              size="sm"
              className="mt-2 -ml-2"
              aria-label={`${skipped ? 'Answer after all' : 'Skip this question'}: ${question.question}`}
              onClick={() =>
                change({
                  skipped: skipped ? draft.skipped.filter((id) => id !== question.id) : [...draft.skipped, question.id],
                })
              }
            >
              {skipped ? 'Answer after all' : 'Skip this question'}
            </Button>
          </div>
        );
      })}
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" variant="primary" busy={submission.isPending} disabled={ready === 0 || tooLong}>
          {ready < questions.length ? `Send ${ready} of ${questions.length}` : 'Send to the board'}
        </Button>
        <Button variant="ghost" busy={submission.isPending} onClick={() => send(skipAll)}>
          {questions.length === 1 ? 'Skip' : 'Skip all'} and {begun ? 'go on' : 'begin'}
        </Button>
        <p className="w-full text-xs text-muted sm:ml-auto sm:w-auto">
          Drafts are kept on this device. Take your time, days if need be.
        </p>
      </div>
    </form>
  );
}
