'use client';
import { Pause, Play, Square } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { notify } from '#features/notify/notify.tsx';
import { explain } from '#http/request.ts';
import type { MeetingState } from './state.ts';
import { useControl } from './use-meeting.ts';

const Confirm = dynamic(() => import('#components/ui/confirm.tsx'), { ssr: false });
const short = (text: string) => (text.length > 120 ? `${text.slice(0, 117).trimEnd()}…` : text);

/** Pause, resume, and stop with a question first. What the log says is shown, not what was pressed. */
export function Controls({ sessionId, state, problem }: { sessionId: string; state: MeetingState; problem: string }) {
  const [asking, setAsking] = useState<boolean | null>(null);
  const pause = useControl(sessionId, 'pause');
  const resume = useControl(sessionId, 'resume');
  const cancel = useControl(sessionId, 'cancel');
  if (state.ending) return null;
  const turn = state.paused ? resume : pause;
  const press = () =>
    turn.mutate(undefined, {
      onError: (error) =>
        notify(state.paused ? 'The meeting is still paused' : 'The meeting was not paused', {
          tone: 'error',
          detail: explain(error),
        }),
    });
  const stopping = state.stopping !== null || cancel.isSuccess;
  return (
    <>
      <Button size="sm" busy={turn.isPending} disabled={stopping} onClick={press}>
        {state.paused ? <Play aria-hidden /> : <Pause aria-hidden />}
        {state.paused ? 'Resume' : 'Pause'}
      </Button>
      <Button size="sm" variant="danger-ghost" disabled={stopping} onClick={() => setAsking(true)}>
        <Square aria-hidden />
        {stopping ? 'Stopping' : 'Stop'}
      </Button>
      {asking !== null && (
        <Confirm
          open={asking && !stopping}
          onOpenChange={setAsking}
          title="Stop this meeting?"
          confirm="Stop the meeting"
          cancel="Let it go on"
          busy={cancel.isPending}
          error={cancel.isError ? `The meeting goes on: ${explain(cancel.error)}` : null}
          onConfirm={() => cancel.mutate(undefined, { onSuccess: () => setAsking(false) })}
        >
          <p className="font-medium text-foreground">“{short(problem)}”</p>
          <p>
            {state.record
              ? 'The decision is made and stays. The remaining steps are skipped.'
              : 'What was said is kept, but the board does not decide, and the meeting cannot be taken up again.'}
          </p>
        </Confirm>
      )}
    </>
  );
}
