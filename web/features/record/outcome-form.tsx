'use client';
import type { PutOutcome } from '@bo1/contracts/record/schema';
import { NOTE_LENGTH, OUTCOME_RESULTS, OUTCOME_WORDS, type OutcomeResult } from '@bo1/contracts/record/values';
import { useId, useState, type FormEvent } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Field, Input, Textarea } from '#components/ui/field.tsx';
import { today } from '#features/time/words.ts';
import { OUTCOME_LOOK } from './looks.ts';

export interface OutcomeFormProps {
  outcome: { result: OutcomeResult; note: string; known_on: string } | null;
  /** What was pressed to come here. */
  first: OutcomeResult;
  onSave: (body: PutOutcome) => void;
  onCancel: () => void;
}

/** How it turned out, since when that is known, and what there is to learn. */
export function OutcomeForm({ outcome, first, onSave, onCancel }: OutcomeFormProps) {
  const name = useId();
  const [result, setResult] = useState<OutcomeResult>(outcome?.result ?? first);
  const [note, setNote] = useState(outcome?.note ?? '');
  const [knownOn, setKnownOn] = useState(() => outcome?.known_on ?? today());
  const [tried, setTried] = useState(false);
  const wrong = !/^20\d\d-\d\d-\d\d$/.test(knownOn) || knownOn > today();
  const save = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!wrong) onSave({ result, note: note.trim(), known_on: knownOn });
  };
  return (
    <form onSubmit={save} noValidate className="mt-4 grid gap-4 border-t border-border pt-4">
      <fieldset>
        <legend className="mb-1.5 text-sm font-medium">How did it turn out?</legend>
        <div className="flex flex-wrap gap-x-4 gap-y-1">
          {OUTCOME_RESULTS.map((one) => {
            const { icon: Icon, tint } = OUTCOME_LOOK[one];
            return (
              <label key={one} className="flex min-h-8 cursor-pointer items-center gap-2 text-sm">
                <input
                  type="radio"
                  name={name}
                  className="size-4 accent-primary"
                  autoFocus={one === first}
                  checked={result === one}
                  onChange={() => setResult(one)}
                />
                <Icon aria-hidden className={`size-4 ${tint}`} />
                {OUTCOME_WORDS[one]}
              </label>
            );
          })}
        </div>
      </fieldset>
      <Field label="Known on" error={tried && wrong ? 'Give a day that has come.' : null} className="max-w-48">
        {(control) => (
          <Input
            {...control}
            type="date"
            max={today()}
            value={knownOn}
            onChange={(event) => setKnownOn(event.target.value)}
          />
        )}
      </Field>
      <Field label="What happened" hint="Optional. What would you tell yourself before the choice?">
        {(control) => (
          <Textarea
            {...control}
            className="min-h-20"
            maxLength={NOTE_LENGTH.max}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
      <div className="flex gap-2">
        <Button type="submit" variant="primary">
          Save the outcome
        </Button>
        <Button variant="ghost" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
