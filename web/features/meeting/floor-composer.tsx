'use client';
import type { RaiseInterjection } from '@bo1/contracts/floor/schema';
import { INTERJECTION_LENGTH } from '@bo1/contracts/meeting/values';
import { Hand } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { Field, Textarea } from '#components/ui/field.tsx';
import { useDraft } from '#features/drafts/use-draft.ts';
import { explain } from '#http/request.ts';
import { handsLeft } from './hands.ts';
import type { MeetingState } from './state.ts';
import { useFloor } from './use-floor.ts';

const FEW = 3;

/** Raise your hand: words to the board while it sits. What is typed stays on this device until the board has it. */
export function FloorComposer({ sessionId, state }: { sessionId: string; state: MeetingState }) {
  const { value: draft, change, clear } = useDraft(`bo1:hand:${sessionId}`, { text: '' });
  const { say, busy, error } = useFloor<RaiseInterjection>(sessionId, 'interjections', clear);
  const left = handsLeft(state);
  const text = draft.text.trim();
  const long = text.length > INTERJECTION_LENGTH.max;
  if (left === 0)
    return (
      <p className="text-sm text-muted">
        You have spoken as often as a meeting takes. The board goes on with all of it.
      </p>
    );
  const when = state.paused ? 'Experts answer when the meeting goes on' : 'Experts answer after the round under way';
  return (
    <form
      method="post"
      className="grid gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (text && !long) say({ text });
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit();
      }}
    >
      <Field
        label="Raise your hand"
        hint={`${when}, and all take it into the next.${left <= FEW ? ` You can speak ${left === 1 ? 'once' : `${left} times`} more.` : ''}`}
        error={
          long
            ? `Shorten it to ${INTERJECTION_LENGTH.max.toLocaleString('en')} characters.`
            : error && `The board did not get it: ${explain(error)} What you typed is kept.`
        }
      >
        {(control) => (
          <Textarea
            {...control}
            rows={1}
            className="min-h-10"
            placeholder="A fact the board lacks, a question, an objection"
            value={draft.text}
            onChange={(event) => change({ text: event.target.value })}
          />
        )}
      </Field>
      <div>
        <Button type="submit" busy={busy} disabled={!text || long}>
          <Hand aria-hidden />
          Say it to the board
        </Button>
      </div>
    </form>
  );
}
