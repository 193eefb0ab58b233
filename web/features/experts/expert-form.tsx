'use client';
import type { CreateExpert } from '@bo1/contracts/experts/schema';
import { EXPERT_CODE_LENGTH, EXPERT_LENGTHS, EXPERTISE_COUNT, TRAIT_COUNT } from '@bo1/contracts/experts/values';
import { useRef, useState, type ReactNode } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { Field, Input, Textarea } from '#components/ui/field.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { explain, RequestError } from '#http/request.ts';
import { ColourField } from './colour-field.tsx';
import { bodyOf, codeFrom, errorsIn, type DraftErrors, type ExpertDraft } from './expert-draft.ts';
import { useCatalogue } from './use-catalogue.ts';

interface ExpertFormProps {
  draft: ExpertDraft;
  onChange: (part: Partial<ExpertDraft>) => void;
  /** An expert who is there keeps their code. */
  existing: boolean;
  busy: boolean;
  /** Something has to be settled before it can be saved. */
  blocked?: boolean;
  error: Error | null;
  save: string;
  onSave: (body: CreateExpert) => void;
  /** Stands beside the button. */
  children?: ReactNode;
}

/** All that is kept of an expert. What is wrong is said at its field, at the first try and from then on as it is mended. */
export function ExpertForm(props: ExpertFormProps) {
  const { draft, onChange: set, existing, busy, blocked, error, save, onSave, children } = props;
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const body = bodyOf(draft);
  const refused = error instanceof RequestError ? error.fields : [];
  const wrong: DraftErrors = tried ? errorsIn(body) : {};
  const errorAt = (field: keyof ExpertDraft): string | null =>
    wrong[field] ?? refused.find(({ path }) => path.split('.')[0] === field)?.message ?? null;
  // The code follows the name until it is typed by hand.
  const follows = !existing && (draft.code === '' || draft.code === codeFrom(draft.name));
  const submit = () => {
    setTried(true);
    if (busy || blocked) return;
    if (Object.keys(errorsIn(body)).length === 0) return onSave(body);
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus());
  };
  const text = (field: keyof ExpertDraft) => ({
    name: field,
    value: draft[field],
    onChange: (event: { target: { value: string } }) => set({ [field]: event.target.value }),
  });
  const unplaced = error && refused.length === 0;
  return (
    <form
      ref={form}
      method="post"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {unplaced && (
        <Notice tone="danger" urgent className="mb-4" title="Not saved">
          {explain(error)} What you typed is still here.
        </Notice>
      )}
      <Card className="grid gap-5 p-5 *:content-start sm:grid-cols-2 md:p-6">
        <Field label="Name" error={errorAt('name')} hint="Experts address each other by it.">
          {(control) => (
            <Input
              {...control}
              {...text('name')}
              maxLength={EXPERT_LENGTHS.name.max}
              autoComplete="off"
              onChange={({ target: { value } }) => set({ name: value, ...(follows && { code: codeFrom(value) }) })}
            />
          )}
        </Field>
        <Field
          label="Code"
          error={errorAt('code')}
          hint={existing ? 'Meetings refer to it: it stays.' : 'Stays for good: small letters, digits, underscores.'}
        >
          {(control) => (
            <Input
              {...control}
              {...text('code')}
              readOnly={existing}
              maxLength={EXPERT_CODE_LENGTH.max}
              autoComplete="off"
              spellCheck={false}
              className={existing ? 'bg-sunken text-muted' : ''}
            />
          )}
        </Field>
        <Known
          field="archetype"
          label="Archetype"
          hint="How they think: boards mix these."
          error={errorAt('archetype')}
          input={text('archetype')}
        />
        <Known
          field="category"
          label="Category"
          hint="The field they come from."
          error={errorAt('category')}
          input={text('category')}
        />
        <Field
          label="Expertise"
          error={errorAt('expertise')}
          hint={`One a line, ${EXPERTISE_COUNT.min} to ${EXPERTISE_COUNT.max}. The choice of a board goes by it.`}
        >
          {(control) => <Textarea {...control} {...text('expertise')} rows={4} className="min-h-28" />}
        </Field>
        <Field label="Traits" error={errorAt('traits')} hint={`One a line, ${TRAIT_COUNT.min} to ${TRAIT_COUNT.max}.`}>
          {(control) => <Textarea {...control} {...text('traits')} rows={4} className="min-h-28" />}
        </Field>
        <Field label="Way of speaking" error={errorAt('style')} className="sm:col-span-2">
          {(control) => (
            <Input {...control} {...text('style')} maxLength={EXPERT_LENGTHS.style.max} autoComplete="off" />
          )}
        </Field>
        <Field
          label="Prompt"
          className="sm:col-span-2"
          error={errorAt('system_prompt')}
          hint={
            <span className="flex flex-wrap justify-between gap-x-4">
              <span>Who they are, what they look at first, what they distrust. Written to them, as “you”.</span>
              <span className="tabular-nums">
                {body.system_prompt.length.toLocaleString('en')} of{' '}
                {EXPERT_LENGTHS.system_prompt.max.toLocaleString('en')} characters
              </span>
            </span>
          }
        >
          {(control) => <Textarea {...control} {...text('system_prompt')} rows={8} className="min-h-44" />}
        </Field>
        <ColourField
          name={draft.name}
          colour={draft.colour}
          error={errorAt('colour')}
          onChange={(colour) => set({ colour })}
        />
      </Card>
      <div className="mt-5 flex flex-wrap items-center gap-3">
        <Button type="submit" variant="primary" size="lg" busy={busy} disabled={blocked}>
          {save}
        </Button>
        {children}
      </div>
    </form>
  );
}

/** A word that should be one of those in use, where one of them fits. */
function Known(props: {
  field: 'archetype' | 'category';
  label: string;
  hint: string;
  error: string | null;
  input: { name: string; value: string; onChange: (event: { target: { value: string } }) => void };
}) {
  const { data } = useCatalogue();
  const words = [...new Set(data?.experts.map((expert) => expert[props.field]))].sort();
  return (
    <Field label={props.label} hint={props.hint} error={props.error}>
      {(control) => (
        <>
          <Input
            {...control}
            {...props.input}
            list={`${control.id}-known`}
            maxLength={EXPERT_LENGTHS.word.max}
            autoComplete="off"
            autoCapitalize="none"
          />
          <datalist id={`${control.id}-known`}>
            {words.map((word) => (
              <option key={word} value={word} />
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
}
