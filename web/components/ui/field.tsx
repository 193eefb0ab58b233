import { ChevronDown, Search } from 'lucide-react';
import { useId, type ComponentProps, type ReactNode } from 'react';
import { cn } from './cn.ts';

const control =
  'w-full rounded-md border border-border-strong/70 bg-surface px-3 text-sm text-foreground placeholder:text-muted transition-colors hover:border-border-strong focus-visible:border-ring focus-visible:outline-offset-0 disabled:opacity-60 aria-invalid:border-danger';

export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return <input className={cn(control, 'h-9', className)} {...rest} />;
}

/** A search box; `className` places it. */
export function SearchInput({ className, ...rest }: ComponentProps<'input'>) {
  return (
    <div className={cn('relative', className)}>
      <Search aria-hidden className="pointer-events-none absolute top-2.5 left-3 size-4 text-muted" />
      <Input type="search" className="pl-9" {...rest} />
    </div>
  );
}

export function Textarea({ className, ...rest }: ComponentProps<'textarea'>) {
  return (
    <textarea className={cn(control, 'field-sizing-content resize-y py-2 leading-relaxed', className)} {...rest} />
  );
}

export function NativeSelect({ className, ...rest }: ComponentProps<'select'>) {
  return (
    <span className="relative block">
      <select className={cn(control, 'h-9 appearance-none pr-9', className)} {...rest} />
      <ChevronDown aria-hidden className="pointer-events-none absolute top-2.5 right-3 size-4 text-muted" />
    </span>
  );
}

export interface FieldProps {
  label: ReactNode;
  /** What is wrong and how to mend it; read out with the field. */
  error?: string | null;
  hint?: ReactNode;
  className?: string;
  /** Draws the control with the ids that tie label, hint and error to it. */
  children: (control: {
    id: string;
    'aria-describedby': string | undefined;
    'aria-invalid': true | undefined;
  }) => ReactNode;
}

/** A labelled control with its hint and error. */
export function Field({ label, error, hint, className, children }: FieldProps) {
  const id = useId();
  const describedBy = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;
  return (
    <div className={cn('grid gap-1.5', className)}>
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      {children({ id, 'aria-describedby': describedBy, 'aria-invalid': error ? true : undefined })}
      {hint && (
        <p id={`${id}-hint`} className="text-xs text-muted">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} role="alert" className="text-xs font-medium text-danger">
          {error}
        </p>
      )}
    </div>
  );
}
