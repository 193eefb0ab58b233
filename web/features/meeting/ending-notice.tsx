import dynamic from 'next/dynamic';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Notice, type Tone } from '#components/ui/notice.tsx';
import type { MeetingState } from './state.ts';
import { STOP_REASON_WORDS } from './words.ts';

// Only where a meeting came to no whole decision, or to no actions.
const RetryCard = dynamic(() => import('./retry-card.tsx').then((module) => module.RetryCard), { ssr: false });

const startAgain = (
  <Button asChild>
    <Link href="/meetings/new">Start a new meeting</Link>
  </Button>
);

interface EndingNoticeProps {
  sessionId: string;
  state: MeetingState;
  /** Whether the reader may take it up again. */
  yours: boolean;
  /** The meeting was taken up again. */
  onRetried: () => void;
}

/** What the end was, where it was not simply the decision: what happened, what was kept, what to do. */
export function EndingNotice({ sessionId, state, yours, onRetried }: EndingNoticeProps) {
  const { ending } = state;
  if (!ending) return null;
  const retry = yours && (
    <RetryCard sessionId={sessionId} state={state} onRetried={onRetried}>
      {startAgain}
    </RetryCard>
  );
  const show = (tone: Tone, title: string, text: ReactNode, action?: ReactNode) => (
    <Notice tone={tone} title={title} action={action}>
      {text}
    </Notice>
  );
  switch (ending.type) {
    case 'complete': {
      const { stopped_early, missing_actions: missing } = ending.data;
      if (!stopped_early) return null;
      if (missing && !(missing.code in STOP_REASON_WORDS))
        return show('warning', 'Decided, with actions missing', missing.message, retry);
      return show(
        'info',
        'Stopped after the decision',
        `${state.stopping === 'stopped_by_user' ? (yours ? 'You' : 'Its owner') : 'An administrator'} stopped the meeting when the decision was made. The record is kept; ${missing ? 'its actions were not written' : 'the remaining steps were skipped'}.`,
        missing && retry,
      );
    }
    case 'partial': {
      const failed = state.subProblems.filter((sub) => ending.data.failed_sub_problems.includes(sub.index));
      const reasons = [...new Set(failed.map((sub) => sub.failure?.message))];
      return show(
        'warning',
        'Partly decided',
        <>
          {ending.data.message} {!yours && `Not decided: ${failed.map((sub) => sub.goal).join(' ')} `}
          {reasons.join(' ')} {ending.data.missing_actions?.message}
        </>,
        retry,
      );
    }
    case 'failed':
      return show('danger', 'The meeting failed', ending.data.message, retry);
    case 'cancelled':
      return show(
        'neutral',
        'The meeting was stopped',
        yours
          ? `${STOP_REASON_WORDS[ending.data.reason]} What was said until then is kept. There is no decision, and this meeting was not counted against your month.`
          : `${ending.data.reason === 'stopped_by_user' ? 'Its owner stopped it.' : STOP_REASON_WORDS[ending.data.reason]} What was said until then is kept. There is no decision.`,
        yours && startAgain,
      );
  }
}
