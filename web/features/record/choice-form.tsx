'use client';
import type { Choice } from '@bo1/contracts/meeting/schema';
import type { PutChoice } from '@bo1/contracts/record/schema';
import { NOTE_LENGTH, OWN_WORDS_LENGTH } from '@bo1/contracts/record/values';
import { useId, useState, type FormEvent } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Field, Input, Textarea } from '#components/ui/field.tsx';

/** Own words stand beside the options: no option can be called this. */
const OWN = '';

export interface ChoiceFormProps {
  options: string[];
  choice: Choice | null;
  onSave: (body: PutChoice) => void;
  onCancel: () => void;
}

/** Which option the person takes, or what else, and why. */
export function ChoiceForm({ options, choice, onSave, onCancel }: ChoiceFormProps) {
  const name = useId();
  const [picked, setPicked] = useState<string | null>(choice ? (choice.option ?? OWN) : OWN);
  const [words, setWords] = useState(choice?.own_words ?? '');
  const [note, setNote] = useState(choice?.note ?? '');
  const [tried, setTried] = useState(false);
  const missing = picked === OWN && !words.trim();
  const save = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (missing || picked === null) return;
    onSave({ ...(picked === OWN ? { own_words: words.trim() } : { option: picked }), note: note.trim() });
  };
  // An option that the record had before a retry stays what was chosen.
  const offered = choice?.option && !options.includes(choice.option) ? [...options, choice.option] : options;
  return (
    <form onSubmit={save} noValidate className="grid gap-4 rounded-lg border border-border bg-surface p-5">
      <fieldset className="grid gap-1">
        <legend className="mb-1.5 text-sm font-medium">What did you choose?</legend>
        {[...offered, OWN].map((option) => (
          <label
            key={option}
            className="flex min-h-8 cursor-pointer items-start gap-2.5 rounded-md px-2 py-1.5 text-sm hover:bg-hover"
          >
            <input
              type="radio"
              name={name}
              className="mt-0.5 size-4 shrink-0 accent-primary"
              checked={picked === option}
              onChange={() => setPicked(option)}
            />
            <span className="min-w-0 wrap-anywhere">{option || 'Something else'}</span>
          </label>
        ))}
      </fieldset>
      {picked === OWN && (
        <Field label="In your own words" error={tried && missing ? 'Say in a few words what you chose.' : null}>
          {(control) => (
            <Input
              {...control}
              autoFocus
              maxLength={OWN_WORDS_LENGTH.max}
              value={words}
              onChange={(event) => setWords(event.target.value)}
            />
          )}
        </Field>
      )}
      <Field label="Note" hint="Why, and what you expect. Optional; you will be glad of it later.">
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
          Save your choice
        </Button>
        <Button variant="ghost" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
