import { CornerDownRight } from 'lucide-react';
import dynamic from 'next/dynamic';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { Section } from './section.tsx';
import type { MeetingState } from './state.ts';

const ClarificationForm = dynamic(() => import('./clarification-form.tsx').then((module) => module.ClarificationForm), {
  ssr: false,
  loading: () => <Skeleton className="h-40 w-full" />,
});

/** Whether rounds have begun: a question that is open now was asked between them. */
const hasRounds = (state: MeetingState): boolean => state.subProblems.some(({ rounds }) => rounds.length > 0);
const openIn = (state: MeetingState) => state.questions.filter((question) => question.state === 'open');

interface QuestionsProps {
  sessionId: string;
  state: MeetingState;
  /** Whether the reader is asked: others see what is. */
  yours: boolean;
}

function Listed({ questions }: { questions: MeetingState['questions'] }) {
  return (
    <dl className="divide-y divide-border rounded-lg border border-border bg-surface shadow-raised">
      {questions.map((question) => (
        <div key={question.id} className="px-4 py-3 text-sm wrap-anywhere">
          <dt className="font-medium">{question.question}</dt>
          <dd className="mt-1 flex gap-2 text-muted">
            <CornerDownRight aria-hidden className="mt-0.5 size-3.5 shrink-0" />
            <span className="whitespace-pre-line">
              {question.answer ??
                (question.state === 'open' ? 'Not answered yet.' : 'Skipped. The board goes on without it.')}
            </span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** What the facilitator asked between rounds and the board waits for: where the conversation stands, not where it began. */
export function AskedBetweenRounds({ sessionId, state, yours }: QuestionsProps) {
  const open = openIn(state);
  if (!hasRounds(state) || open.length === 0) return null;
  return (
    <Section
      id="asked"
      title={yours ? 'The board asks you' : 'The board asks'}
      note={yours ? 'it waits for you' : 'it waits for an answer'}
    >
      {yours ? <ClarificationForm sessionId={sessionId} questions={open} begun /> : <Listed questions={open} />}
    </Section>
  );
}

/** The board's questions: those that are open as a form, the others with what was answered. */
export function QuestionsSection({ sessionId, state, yours }: QuestionsProps) {
  const open = hasRounds(state) ? [] : openIn(state);
  const settled = state.questions.filter((question) => question.state !== 'open');
  const listed = yours ? settled : [...settled, ...open];
  if (open.length + settled.length === 0) return null;
  const waits = yours ? 'the board waits for you' : 'the board waits for answers';
  return (
    <Section id="questions" title="Questions" note={open.length ? waits : undefined}>
      {listed.length > 0 && <Listed questions={listed} />}
      {yours && open.length > 0 && <ClarificationForm sessionId={sessionId} questions={open} />}
    </Section>
  );
}
