'use client';
import type { TrackedAction } from '@bo1/contracts/meeting/schema';
import { ACTION_STATUS_WORDS, ACTION_STATUSES, type ActionStatus } from '@bo1/contracts/record/values';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Input, NativeSelect } from '#components/ui/field.tsx';
import { useAction } from './use-kept.ts';

const isDay = (text: string): boolean => /^20\d\d-\d\d-\d\d$/.test(text);

/** Where an action stands, and another day for it. */
export function ActionControls({ sessionId, action }: { sessionId: string; action: TrackedAction }) {
  const change = useAction(sessionId);
  const [date, setDate] = useState<string | null>(null);
  const save = () => {
    if (date === null || !isDay(date)) return;
    if (date !== action.due_date) change.mutate({ id: action.id, due_date: date });
    setDate(null);
  };
  return (
    <div className="mt-2 flex flex-wrap items-center gap-2 print:hidden">
      <div className="w-36">
        <NativeSelect
          aria-label={`Status of: ${action.title}`}
          value={action.status}
          onChange={(event) => change.mutate({ id: action.id, status: event.target.value as ActionStatus })}
        >
          {ACTION_STATUSES.map((status) => (
            <option key={status} value={status}>
              {ACTION_STATUS_WORDS[status]}
            </option>
          ))}
        </NativeSelect>
      </div>
      {date === null ? (
        <Button variant="ghost" aria-label={`Change date of: ${action.title}`} onClick={() => setDate(action.due_date)}>
          Change date
        </Button>
      ) : (
        <form
          className="flex flex-wrap items-center gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            save();
          }}
        >
          <div className="w-40">
            <Input
              type="date"
              autoFocus
              aria-label={`Due date of: ${action.title}`}
              aria-invalid={isDay(date) ? undefined : true}
              value={date}
              onChange={(event) => setDate(event.target.value)}
            />
          </div>
          <Button type="submit" variant="primary" disabled={!isDay(date)}>
            Save
          </Button>
          <Button variant="ghost" onClick={() => setDate(null)}>
            Cancel
          </Button>
        </form>
      )}
    </div>
  );
}
