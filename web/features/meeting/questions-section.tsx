import { CornerDownRight } from 'lucide-react';
import dynamic from 'next/dynamic';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { Section } from './section.tsx';
import type { MeetingState } from './state.ts';

const ClarificationForm = dynamic(() => import('./clarification-form.tsx').then((module) => module.ClarificationForm), {
  ssr: false,
  loading: () => <Skeleton className="h-40 w-full" />,
});

/** The board's questions: those that are open as a form, the others with what was answered. */
export function QuestionsSection({ sessionId, state }: { sessionId: string; state: MeetingState }) {
  if (!state.questions.length) return null;
  const open = state.questions.filter((question) => question.state === 'open');
  const settled = state.questions.filter((question) => question.state !== 'open');
  return (
    <Section id="questions" title="Questions" note={open.length ? 'the board waits for you' : undefined}>
      {settled.length > 0 && (
        <dl className="divide-y divide-border rounded-lg border border-border bg-surface shadow-raised">
          {settled.map((question) => (
            <div key={question.id} className="px-4 py-3 text-sm wrap-anywhere">
              <dt className="font-medium">{question.question}</dt>
              <dd className="mt-1 flex gap-2 text-muted">
                <CornerDownRight aria-hidden className="mt-0.5 size-3.5 shrink-0" />
                <span className="whitespace-pre-line">
                  {question.answer ?? 'Skipped. The board goes on without it.'}
                </span>
              </dd>
            </div>
          ))}
        </dl>
      )}
      {open.length > 0 && <ClarificationForm sessionId={sessionId} questions={open} />}
    </Section>
  );
}
