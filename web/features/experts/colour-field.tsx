import { Field } from '#components/ui/field.tsx';
import { Persona } from '#features/meeting/persona.tsx';
import { COLOURS } from './expert-draft.ts';

interface ColourFieldProps {
  name: string;
  colour: string;
  error: string | null;
  onChange: (colour: string) => void;
}

/** The expert's colour, with the face as meetings show it. */
export function ColourField({ name, colour, error, onChange }: ColourFieldProps) {
  return (
    <Field
      label="Colour"
      className="sm:col-span-2"
      error={error}
      hint="Of their face in meetings; it has to be seen in both themes."
    >
      {(control) => (
        <div className="flex flex-wrap items-center gap-3">
          <Persona name={name || '?'} colour={colour} className="size-10 text-sm" />
          <input
            {...control}
            type="color"
            name="colour"
            value={colour}
            onChange={(event) => onChange(event.target.value)}
            className="h-9 w-14 cursor-pointer rounded-md border border-border-strong/70 bg-surface p-1"
          />
          <span className="flex flex-wrap gap-1.5">
            {COLOURS.map((one) => (
              <button
                key={one}
                type="button"
                aria-pressed={one === colour}
                aria-label={`Colour ${one}`}
                onClick={() => onChange(one)}
                style={{ background: one }}
                className="size-7 rounded-full border-2 border-surface outline-1 outline-border-strong aria-pressed:outline-2 aria-pressed:outline-foreground"
              />
            ))}
          </span>
        </div>
      )}
    </Field>
  );
}
