'use client';
import type { SetConstraints } from '@bo1/contracts/floor/schema';
import { CONSTRAINT_COUNT, CONSTRAINT_LENGTH } from '@bo1/contracts/meeting/values';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Field, Textarea } from '#components/ui/field.tsx';
import { explain } from '#http/request.ts';
import { floorOpen } from './floor.ts';
import type { MeetingState } from './state.ts';
import { useFloor } from './use-floor.ts';

/** One constraint a line; blank lines and repetitions are left out. */
export const constraintsIn = (text: string): string[] => [
  ...new Set(
    text
      .split('\n')
      .map((line) => line.replace(/^\s*[-*•]\s+/, '').trim())
      .filter(Boolean),
  ),
];

function problemOf(constraints: string[]): string | null {
  if (constraints.length > CONSTRAINT_COUNT.max) return `Keep it to ${CONSTRAINT_COUNT.max} lines.`;
  const long = constraints.find((one) => one.length > CONSTRAINT_LENGTH.max);
  return long ? `Shorten “${long.slice(0, 40)}…” to ${CONSTRAINT_LENGTH.max} characters.` : null;
}

function Editor(props: { sessionId: string; now: string[]; onDone: () => void }) {
  const [text, setText] = useState(props.now.join('\n'));
  const { say, busy, error } = useFloor<SetConstraints>(props.sessionId, 'constraints', props.onDone);
  const constraints = constraintsIn(text);
  const problem = problemOf(constraints);
  const same = constraints.join('\n') === props.now.join('\n');
  return (
    <form
      method="post"
      className="grid gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (!problem && !same) say({ constraints });
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') props.onDone();
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit();
      }}
    >
      <Field
        label="One a line"
        hint="They bind every option, from the next round on."
        error={problem ?? (error && `Nothing was changed: ${explain(error)}`)}
      >
        {(control) => (
          <Textarea
            {...control}
            // Opened by the person's own press: it is where they go on.
            autoFocus
            rows={3}
            placeholder="At most 40,000 euros"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <div className="flex gap-2">
        <Button type="submit" size="sm" variant="primary" busy={busy} disabled={same || problem !== null}>
          Save
        </Button>
        <Button size="sm" variant="ghost" onClick={props.onDone}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

/** What binds every option, and while the board sits the way to change it. */
export function ConstraintsPanel(props: { sessionId: string; state: MeetingState; yours: boolean }) {
  const { sessionId, state, yours } = props;
  const [editing, setEditing] = useState(false);
  const now = state.constraints ?? [];
  const open = yours && floorOpen(state);
  const label = now.length > 0 ? 'Change' : 'Add';
  if (!open && now.length === 0) return null;
  return (
    <section aria-label="Constraints">
      <div className="mb-2 flex min-h-7 items-center justify-between gap-2">
        <h2 className="text-xs font-medium text-muted">Constraints</h2>
        {open && !editing && (
          <Button size="sm" variant="ghost" aria-label={`${label} constraints`} onClick={() => setEditing(true)}>
            {label}
          </Button>
        )}
      </div>
      {open && editing ? (
        <Editor sessionId={sessionId} now={now} onDone={() => setEditing(false)} />
      ) : now.length > 0 ? (
        <ul className="grid list-disc gap-1 pl-4 text-xs wrap-anywhere">
          {now.map((constraint) => (
            <li key={constraint}>{constraint}</li>
          ))}
        </ul>
      ) : (
        <p className="text-xs text-muted">None set beyond what you wrote.</p>
      )}
    </section>
  );
}
