'use client';
import type { Choice } from '@bo1/contracts/meeting/schema';
import type { PutChoice, PutOutcome } from '@bo1/contracts/record/schema';
import { OUTCOME_RESULTS, OUTCOME_WORDS, type OutcomeResult } from '@bo1/contracts/record/values';
import { Check, Pencil, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { notify } from '#features/notify/notify.tsx';
import { ChoiceForm } from './choice-form.tsx';
import { ChoiceView } from './choice-view.tsx';
import { OUTCOME_LOOK } from './looks.ts';
import { OutcomeForm } from './outcome-form.tsx';
import { bodyOf, useChoice, useOutcome } from './use-kept.ts';

const UNDO_MS = 8_000;

export interface YourChoiceProps {
  sessionId: string;
  /** Titles of the record's options. */
  options: string[];
  choice: Choice | null;
}

/** The person's own choice, made with one press and changed as often as they like; later, how it turned out. */
export function YourChoice({ sessionId, options, choice }: YourChoiceProps) {
  const { put, remove } = useChoice(sessionId);
  const outcomes = useOutcome(sessionId);
  const [form, setForm] = useState<'choice' | OutcomeResult | null>(null);
  const shown = choice?.option ?? choice?.own_words;

  /** Brings back what was there before, outcome included. */
  const restore = (before: Choice | null) => {
    if (!before) return remove.mutate();
    put.mutate(bodyOf(before), {
      onSuccess: () => {
        if (before.outcome) {
          const { result, note, known_on } = before.outcome;
          outcomes.put.mutate({ result, note, known_on });
        }
      },
    });
  };
  const undo = (before: Choice | null) => ({
    duration: UNDO_MS,
    action: { label: 'Undo', onClick: () => restore(before) },
  });
  const choose = (body: PutChoice) => {
    setForm(null);
    put.mutate(body, { onSuccess: () => notify(`Chosen: ${body.option ?? body.own_words}`, undo(choice)) });
  };
  const takeBack = () => {
    remove.mutate(undefined, { onSuccess: () => notify('Your choice was taken back', undo(choice)) });
  };
  const turnedOut = (body: PutOutcome) => {
    setForm(null);
    outcomes.put.mutate(body);
  };

  if (form === 'choice')
    return <ChoiceForm options={options} choice={choice} onSave={choose} onCancel={() => setForm(null)} />;
  if (!choice)
    return (
      <div className="rounded-lg border border-dashed border-border px-5 py-4 print:hidden">
        <p className="text-sm text-muted">The board advises; you decide. Which way do you go?</p>
        <div className="mt-3 flex flex-wrap gap-2">
          {options.map((option) => (
            <Button
              key={option}
              className="h-auto min-h-8.5 max-w-full shrink py-1.5 text-left whitespace-normal"
              onClick={() => choose({ option, note: '' })}
            >
              <Check aria-hidden />
              <span className="min-w-0 wrap-anywhere">{option}</span>
            </Button>
          ))}
          <Button variant="ghost" onClick={() => setForm('choice')}>
            Something else
          </Button>
        </div>
      </div>
    );
  return (
    <ChoiceView
      choice={choice}
      choiceActions={
        <div className="flex gap-1 print:hidden">
          <Button size="sm" variant="ghost" aria-label={`Edit your choice: ${shown}`} onClick={() => setForm('choice')}>
            <Pencil aria-hidden />
            Edit
          </Button>
          <Button size="sm" variant="ghost" onClick={takeBack}>
            <Undo2 aria-hidden />
            Take back
          </Button>
        </div>
      }
      outcomeActions={
        <div className="flex gap-1 print:hidden">
          <Button
            size="sm"
            variant="ghost"
            aria-label="Edit the outcome"
            onClick={() => setForm(choice.outcome?.result ?? 'mixed')}
          >
            <Pencil aria-hidden />
            Edit
          </Button>
          <Button size="sm" variant="ghost" aria-label="Remove the outcome" onClick={() => outcomes.remove.mutate()}>
            <Undo2 aria-hidden />
            Remove
          </Button>
        </div>
      }
    >
      {form ? (
        <OutcomeForm outcome={choice.outcome} first={form} onSave={turnedOut} onCancel={() => setForm(null)} />
      ) : (
        !choice.outcome && <AskOutcome onPick={setForm} />
      )}
    </ChoiceView>
  );
}

function AskOutcome({ onPick }: { onPick: (result: OutcomeResult) => void }) {
  return (
    <div className="mt-4 flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-border pt-4 print:hidden">
      <p className="text-sm text-muted">Later: how did it turn out?</p>
      <div className="flex flex-wrap gap-2">
        {OUTCOME_RESULTS.map((result) => {
          const { icon: Icon } = OUTCOME_LOOK[result];
          return (
            <Button key={result} size="sm" onClick={() => onPick(result)}>
              <Icon aria-hidden />
              {OUTCOME_WORDS[result]}
            </Button>
          );
        })}
      </div>
    </div>
  );
}
