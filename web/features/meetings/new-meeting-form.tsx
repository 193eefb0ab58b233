'use client';
import { PROBLEM_STATEMENT_LENGTH as LENGTH } from '@bo1/contracts/meeting/values';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { cn } from '#components/ui/cn.ts';
import { Field, Textarea } from '#components/ui/field.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { SwitchRow } from '#components/ui/switch.tsx';
import { useMe } from '#features/account/use-account.ts';
import { useDraft } from '#features/drafts/use-draft.ts';
import { notify } from '#features/notify/notify.tsx';
import { explain } from '#http/request.ts';
import { EarlierMeetings } from './earlier-meetings.tsx';
import {
  EMPTY_DRAFT,
  EXAMPLE_PROBLEM,
  NEW_MEETING_DRAFT,
  textProblem,
  type NewMeetingDraft,
} from './new-meeting-draft.ts';
import { useCreateMeeting } from './use-create-meeting.ts';

const ExpertsChoice = dynamic(
  () => import('#features/experts/experts-choice.tsx').then((module) => module.ExpertsChoice),
  {
    ssr: false,
    loading: () => <Skeleton className="h-10 w-full" />,
  },
);

function Counter({ text }: { text: string }) {
  const length = text.trim().length;
  return (
    <span className={cn('tabular-nums', length > LENGTH.max && 'font-medium text-danger')}>
      {length.toLocaleString('en')} of {LENGTH.max.toLocaleString('en')} characters
    </span>
  );
}

/** Describes a decision and convenes the board. */
export function NewMeetingForm() {
  const { data: me } = useMe();
  const { value: draft, change, clear, found } = useDraft<NewMeetingDraft>(NEW_MEETING_DRAFT, EMPTY_DRAFT);
  const [tried, setTried] = useState(false);
  const skipByDefault = me?.skip_clarification_by_default ?? false;
  const { send, creation } = useCreateMeeting({ draft, skipByDefault, onKey: (key) => change({ key }), onKept: clear });
  const problem = textProblem(draft.text);
  const refused = creation.isError && !(creation.error as { sessionId?: string }).sessionId;
  const discard = () => {
    clear();
    notify('Draft discarded', { duration: 10_000, action: { label: 'Undo', onClick: () => change(draft) } });
  };
  const submit = () => {
    setTried(true);
    if (!problem) send();
  };
  return (
    <form
      method="post"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        submit();
      }}
    >
      {refused && (
        <Notice tone="danger" urgent className="mb-4" title="The meeting was not started">
          {explain(creation.error)} Your text is kept.
        </Notice>
      )}
      <Card className="grid gap-5 p-5 md:p-6">
        <Field
          label="What do you have to decide?"
          error={tried ? problem : null}
          hint={
            <span className="flex flex-wrap justify-between gap-x-4">
              <span>
                {found && draft.text
                  ? 'Your draft from before, kept on this device.'
                  : 'Kept on this device as you type.'}
              </span>
              <Counter text={draft.text} />
            </span>
          }
        >
          {(control) => (
            <Textarea
              {...control}
              name="problem_statement"
              autoFocus
              rows={8}
              className="min-h-44 text-base"
              placeholder="The situation, the options you see, what is at stake, and by when you need to know."
              value={draft.text}
              onChange={(event) => change({ text: event.target.value })}
            />
          )}
        </Field>
        <div className="grid gap-4 border-t border-border pt-5">
          <SwitchRow
            label="Start without questions"
            hint="The board normally asks up to five questions before it begins."
            checked={draft.skip ?? skipByDefault}
            onCheckedChange={(skip) => change({ skip })}
          />
          <SwitchRow
            label="Insist on a full board"
            hint="A routine question gets one expert and one answer. Turn this on to convene the board anyway."
            checked={draft.board}
            onCheckedChange={(board) => change({ board })}
          />
        </div>
        <ExpertsChoice pinned={draft.pinned} excluded={draft.excluded} onChange={change} />
        <EarlierMeetings chosen={draft.context} onChange={(context) => change({ context })} />
      </Card>
      <div className="mt-5 flex flex-wrap items-center gap-3">
        <Button type="submit" variant="primary" size="lg" busy={creation.isPending || creation.isSuccess}>
          Convene the board
        </Button>
        <span className="hidden items-center gap-1 text-xs text-muted sm:flex">
          <Kbd>Ctrl</Kbd>
          <Kbd>Enter</Kbd>
        </span>
        {draft.text ? (
          <Button variant="ghost" className="ml-auto" onClick={discard}>
            Discard draft
          </Button>
        ) : (
          <Button variant="ghost" className="ml-auto" onClick={() => change({ text: EXAMPLE_PROBLEM })}>
            Fill in an example
          </Button>
        )}
      </div>
    </form>
  );
}
