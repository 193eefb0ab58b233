'use client';
import type { TrackedAction } from '@bo1/contracts/meeting/schema';
import { ACTION_STATUS_WORDS, ACTION_STATUSES, OWNER_LENGTH, type ActionStatus } from '@bo1/contracts/record/values';
import { useState, type ComponentProps } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Input, NativeSelect } from '#components/ui/field.tsx';
import { notify } from '#features/notify/notify.tsx';
import { isDay } from '#features/time/words.ts';
import { useAction, useAddAction, useRemoveAction } from './use-kept.ts';

const UNDO_MS = 8_000;

interface OneFieldProps extends Pick<ComponentProps<'input'>, 'type' | 'maxLength' | 'placeholder'> {
  label: string;
  first: string;
  isRight?: (text: string) => boolean;
  /** Undefined: it was given up. */
  onEnd: (text: string | undefined) => void;
}

/** One field in place of its button. */
function OneField({ label, first, isRight = () => true, onEnd, ...input }: OneFieldProps) {
  const [text, setText] = useState(first);
  return (
    <form
      className="flex flex-wrap items-center gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (isRight(text)) onEnd(text);
      }}
    >
      <div className="w-40">
        <Input
          {...input}
          autoFocus
          aria-label={label}
          aria-invalid={isRight(text) ? undefined : true}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      <Button type="submit" variant="primary" disabled={!isRight(text)}>
        Save
      </Button>
      <Button variant="ghost" onClick={() => onEnd(undefined)}>
        Cancel
      </Button>
    </form>
  );
}

/** Where an action stands, another day for it, and who does it; one that was added can be taken away again. */
export function ActionControls({ sessionId, action }: { sessionId: string; action: TrackedAction }) {
  const { id, title, due_date } = action;
  const change = useAction(sessionId);
  const [field, setField] = useState<'date' | 'owner' | null>(null);
  const endDate = (day: string | undefined) => {
    setField(null);
    if (day !== undefined && day !== due_date) change.mutate({ id, due_date: day });
  };
  const endOwner = (text: string | undefined) => {
    setField(null);
    const owner = text?.trim() || null;
    if (text !== undefined && owner !== action.owner) change.mutate({ id, owner });
  };
  return (
    <div className="mt-2 flex flex-wrap items-center gap-2 print:hidden">
      <div className="w-36">
        <NativeSelect
          aria-label={`Status of: ${title}`}
          value={action.status}
          onChange={(event) => change.mutate({ id, status: event.target.value as ActionStatus })}
        >
          {ACTION_STATUSES.map((status) => (
            <option key={status} value={status}>
              {ACTION_STATUS_WORDS[status]}
            </option>
          ))}
        </NativeSelect>
      </div>
      {field === 'date' && (
        <OneField type="date" label={`Due date of: ${title}`} first={due_date} isRight={isDay} onEnd={endDate} />
      )}
      {field === 'owner' && (
        <OneField
          label={`Owner of: ${title}`}
          placeholder="Nobody yet"
          maxLength={OWNER_LENGTH.max}
          first={action.owner ?? ''}
          onEnd={endOwner}
        />
      )}
      {field === null && (
        <>
          <Button variant="ghost" aria-label={`Change date of: ${title}`} onClick={() => setField('date')}>
            Change date
          </Button>
          <Button
            variant="ghost"
            aria-label={`${action.owner === null ? 'Set' : 'Change'} owner of: ${title}`}
            onClick={() => setField('owner')}
          >
            {action.owner === null ? 'Set owner' : 'Change owner'}
          </Button>
          {action.sub_problem_index === null && <Remove sessionId={sessionId} action={action} />}
        </>
      )}
    </div>
  );
}

function Remove({ sessionId, action }: { sessionId: string; action: TrackedAction }) {
  const remove = useRemoveAction(sessionId);
  const add = useAddAction(sessionId);
  const change = useAction(sessionId);
  const { title, due_date, owner, priority, reminder_of, status } = action;
  const back = () =>
    add
      .mutateAsync({ title, due_date, owner, priority, reminder_of })
      .then(({ id }) => (status === 'todo' ? undefined : change.mutateAsync({ id, status })))
      // Said by the hooks.
      .catch(() => undefined);
  const press = () =>
    remove
      .mutateAsync(action.id)
      .then(() =>
        notify(`Removed: ${title}`, { duration: UNDO_MS, action: { label: 'Undo', onClick: () => void back() } }),
      )
      // Said by the hook.
      .catch(() => undefined);
  return (
    <Button variant="ghost" aria-label={`Remove: ${title}`} onClick={() => void press()}>
      Remove
    </Button>
  );
}
