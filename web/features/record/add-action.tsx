'use client';
import type { CreateAction } from '@bo1/contracts/record/schema';
import { ACTION_TITLE_LENGTH, OWNER_LENGTH } from '@bo1/contracts/record/values';
import { AlarmClockPlus, CalendarPlus, Plus } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { notify } from '#features/notify/notify.tsx';
import { isDay, today } from '#features/time/words.ts';
import { useAddAction } from './use-kept.ts';

interface ActionFormProps {
  /** What is done first with the form: what stands in it. */
  title: string;
  reminderOf: string | null;
  busy: boolean;
  onSave: (body: CreateAction) => void;
  onCancel: () => void;
}

function ActionForm({ title: first, reminderOf, busy, onSave, onCancel }: ActionFormProps) {
  const [title, setTitle] = useState(first);
  const [date, setDate] = useState('');
  const [owner, setOwner] = useState('');
  const [tried, setTried] = useState(false);
  const short = title.trim().length < ACTION_TITLE_LENGTH.min;
  const save = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (short || !isDay(date) || busy) return;
    const who = owner.trim() || null;
    onSave({ title: title.trim(), due_date: date, owner: who, priority: 'medium', reminder_of: reminderOf });
  };
  return (
    <form
      onSubmit={save}
      noValidate
      aria-label={reminderOf === null ? 'New action' : 'New reminder'}
      className="mt-3 grid gap-4 rounded-lg border border-border bg-surface p-5 font-sans print:hidden"
    >
      <Field label="What to do" error={tried && short ? 'Say in a few words what to do.' : null}>
        {(control) => (
          <Input
            {...control}
            autoFocus
            maxLength={ACTION_TITLE_LENGTH.max}
            value={title}
            onChange={(event) => setTitle(event.target.value)}
          />
        )}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="By when" error={tried && !isDay(date) ? 'Give a day.' : null}>
          {(control) => (
            <Input
              {...control}
              type="date"
              min={today()}
              value={date}
              onChange={(event) => setDate(event.target.value)}
            />
          )}
        </Field>
        <Field label="Who does it" hint="Optional.">
          {(control) => (
            <Input
              {...control}
              maxLength={OWNER_LENGTH.max}
              value={owner}
              onChange={(event) => setOwner(event.target.value)}
            />
          )}
        </Field>
      </div>
      <div className="flex gap-2">
        <Button type="submit" variant="primary" disabled={busy}>
          {reminderOf === null ? 'Add the action' : 'Add the reminder'}
        </Button>
        <Button variant="ghost" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

/** An action beside those that the board planned, and the open ones with their days for the person's own calendar. */
export function AddAction({ sessionId, anyOpen }: { sessionId: string; anyOpen: boolean }) {
  const add = useAddAction(sessionId);
  const [open, setOpen] = useState(false);
  const save = (body: CreateAction) => add.mutate(body, { onSuccess: () => setOpen(false) });
  if (open)
    return <ActionForm title="" reminderOf={null} busy={add.isPending} onSave={save} onCancel={() => setOpen(false)} />;
  return (
    <div className="mt-3 flex flex-wrap gap-2 print:hidden">
      <Button onClick={() => setOpen(true)}>
        <Plus aria-hidden />
        Add an action
      </Button>
      {anyOpen && (
        <Button variant="ghost" asChild>
          <a href={`/api/v1/sessions/${encodeURIComponent(sessionId)}/record.ics`} download>
            <CalendarPlus aria-hidden />
            Days for your calendar
          </a>
        </Button>
      )}
    </div>
  );
}

/** Makes an action of what would reopen the decision: a day on which somebody looks. */
export function Remind({ sessionId, trigger }: { sessionId: string; trigger: string }) {
  const add = useAddAction(sessionId);
  const [open, setOpen] = useState(false);
  const save = (body: CreateAction) =>
    add.mutate(body, {
      onSuccess: () => {
        setOpen(false);
        notify('The reminder stands among the actions', { detail: 'Take its day into your calendar to be reminded.' });
      },
    });
  if (open) {
    const title = `Check: ${trigger}`.slice(0, ACTION_TITLE_LENGTH.max).toWellFormed();
    return (
      <ActionForm
        title={title}
        reminderOf={trigger}
        busy={add.isPending}
        onSave={save}
        onCancel={() => setOpen(false)}
      />
    );
  }
  return (
    <p className="font-sans print:hidden">
      <Button size="sm" variant="ghost" aria-label={`Set a reminder: ${trigger}`} onClick={() => setOpen(true)}>
        <AlarmClockPlus aria-hidden />
        Set a reminder
      </Button>
    </p>
  );
}
