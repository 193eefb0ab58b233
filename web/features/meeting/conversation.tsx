import dynamic from 'next/dynamic';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { EndingNotice } from './ending-notice.tsx';
import { floorOpen } from './floor.ts';
import { handsIn } from './hands.ts';
import { HandCard } from './hand-card.tsx';
import { OutcomeSection } from './outcome-section.tsx';
import { PlanSection } from './plan-section.tsx';
import { AskedBetweenRounds, QuestionsSection } from './questions-section.tsx';
import { isIdle } from './reducer.ts';
import { RoundSection } from './round-section.tsx';
import { roundsOver } from './selectors.ts';
import type { MeetingState, SubProblem } from './state.ts';
import type { MeetingView } from './store.ts';
import { SubProblemTabs } from './sub-problem-tabs.tsx';
import { VotesSection } from './votes-section.tsx';
import { WorkingLine } from './working-line.tsx';

const FloorComposer = dynamic(() => import('./floor-composer.tsx').then((module) => module.FloorComposer), {
  ssr: false,
  loading: () => <Skeleton className="h-24 w-full" />,
});

/** Where the meeting was taken up again: what stands above was said before, but for what was open. */
function AttemptLine({ state: { attempt, again }, sub }: { state: MeetingState; sub: SubProblem }) {
  if (attempt === 1) return null;
  const here = !again || again.includes(sub.index);
  return (
    <p className="-mt-3 text-sm text-muted">
      Attempt {attempt}.{' '}
      {here ? 'What was said before is kept; the board goes on from there.' : 'This part is kept as it was.'}
    </p>
  );
}

interface ConversationProps {
  sessionId: string;
  view: MeetingView;
  sub: SubProblem | undefined;
  /** Whether the reader may answer, speak and try again. */
  yours: boolean;
  only: string | null;
  onShowAll: () => void;
  onShowPart: (index: number) => void;
  /** The meeting was taken up again. */
  onRetried: () => void;
}

/** The meeting from its questions to its decision, in the order in which it happened. */
export function Conversation(props: ConversationProps) {
  const { sessionId, view, sub, yours, only, onShowAll, onShowPart, onRetried } = props;
  const { meeting, drafts } = view;
  const idle = isIdle(meeting);
  const chosen = sub?.experts.find((expert) => expert.expert_code === only);
  const filter = chosen ? only : null;
  const hands = (round: number) =>
    sub
      ? handsIn(meeting, sub, round).map((hand) => <HandCard key={hand.number} state={meeting} sub={sub} hand={hand} />)
      : [];
  return (
    <div className="grid gap-9">
      <QuestionsSection sessionId={sessionId} state={meeting} yours={yours} />
      <PlanSection state={meeting} sub={sub} />
      <SubProblemTabs state={meeting} shown={sub?.index} onShow={onShowPart} />
      {chosen && (
        <div className="-mb-4 flex items-center justify-between gap-3 rounded-lg bg-sunken px-4 py-2 text-sm">
          <span>Only {chosen.name}</span>
          <Button size="sm" onClick={onShowAll}>
            Show everybody
          </Button>
        </div>
      )}
      <div
        role="log"
        aria-label="Conversation"
        aria-live="polite"
        aria-relevant="additions"
        className="grid gap-9 empty:hidden"
      >
        {sub && !filter && hands(0).length > 0 && <div className="grid gap-3">{hands(0)}</div>}
        {sub?.rounds.map((round) => (
          <RoundSection
            key={round.number}
            round={round}
            experts={sub.experts}
            drafts={drafts}
            idle={idle}
            only={filter}
          >
            {hands(round.number)}
          </RoundSection>
        ))}
        {sub && (sub.recommendations.length > 0 || (roundsOver(sub) && sub.status === 'running' && !idle)) && (
          <VotesSection sub={sub} only={filter} idle={idle} />
        )}
        {sub?.failure && (
          <Notice tone="danger" title="This part was not decided">
            {sub.failure.message}
          </Notice>
        )}
      </div>
      {sub && <AttemptLine state={meeting} sub={sub} />}
      <OutcomeSection sessionId={sessionId} state={meeting} sub={sub} />
      <AskedBetweenRounds sessionId={sessionId} state={meeting} yours={yours} />
      <WorkingLine state={meeting} sub={sub} />
      {yours && floorOpen(meeting) && <FloorComposer sessionId={sessionId} state={meeting} />}
      {Object.entries(meeting.ending ? {} : meeting.degraded).map(([reason, message]) => (
        <Notice
          key={reason}
          tone="warning"
          title={reason === 'quiet' ? 'It is unusually quiet' : 'Something works less well right now'}
        >
          {message}
        </Notice>
      ))}
      <div role="status" className="empty:hidden">
        <EndingNotice sessionId={sessionId} state={meeting} yours={yours} onRetried={onRetried} />
      </div>
    </div>
  );
}
